<#if stopsOn??>${purpose} s’arrête le ${stopsOn}<#else>${purpose} : rester ou arrêter</#if>
