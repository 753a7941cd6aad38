<@mail title="Rester, ou en rester là" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=lines.reason>
Bonjour<#if firstName??> ${firstName}</#if>,

Nous vous avons demandé si ${purpose}
vous est utile, et c’est la dernière fois. Pour la garder, un appui
suffit ; pour l’arrêter tout de suite, aussi.

<@answer title="Je reste" note="la lettre continue, rien ne change" url=links.stay />
<@answer title="Me désinscrire" note="c’est immédiat, et vous pourrez revenir" url=links.unsubscribe />

<#if stopsOn??>
Sans réponse, la lettre s’arrête d’elle-même le ${stopsOn}.
Vous n’avez rien à faire.
<#else>
Sans réponse, rien ne change.
</#if>

Bien à vous,
${controller}
</@mail>
