<@mail title="Ce que vous y trouvez" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=lines.reason>
Bonjour<#if firstName??> ${firstName}</#if>,

${purpose}, en une phrase :

${lines.description}

Les trois dernières :
- la lampe de chevet : https://www.example.org/lettre/lampe-de-chevet
- la lumière du soir : https://www.example.org/lettre/lumiere-du-soir
- une visite de l’atelier : https://www.example.org/lettre/atelier

Si elle vous est utile, un appui nous le dit. Sinon, un appui l’arrête :
pas de mot de passe, pas de question, pas de délai. Les deux réponses
se valent.

<@answer title="Je reste" note="la lettre continue, rien ne change" url=links.stay />
<@answer title="Me désinscrire" note="c’est immédiat, et vous pourrez revenir" url=links.unsubscribe />

Sans réponse, rien ne change aujourd’hui.
<#if nextOn??>
Nous vous reposerons la question à partir du ${nextOn}.
</#if>

Bien à vous,
${controller}
</@mail>
