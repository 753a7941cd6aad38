<@mail title="Souhaitez-vous continuer ?" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=lines.reason>
Bonjour<#if firstName??> ${firstName}</#if>,

Nous ne savons pas si ${purpose}
vous est encore utile. Dites-nous ce qui vous convient : les deux
réponses se valent.

<@answer title="Je reste" note="la lettre continue, rien ne change" url=links.stay />
<@answer title="Me désinscrire" note="c’est immédiat, et vous pourrez revenir" url=links.unsubscribe />

Sans réponse, rien ne change aujourd’hui.
<#if nextOn??>
Nous vous reposerons la question à partir du ${nextOn}.
</#if>

Bien à vous,
${controller}
</@mail>
