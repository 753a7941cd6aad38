<#if stopsOn??>${purpose} ends on ${stopsOn}<#else>${purpose}: stay or stop</#if>
