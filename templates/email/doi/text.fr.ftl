<@mail title="Confirmez votre inscription" controller=controller postal=postal policyUrl=policyUrl contact=contact reason="Votre consentement en sera la seule base.">
Le ${requested.text}, quelqu’un a donné cette adresse
sur ${page},
et demandé ceci à ${controller} :

<#list purposes as purpose>
  - ${purpose.name}, ${purpose.manner}. ${purpose.description}
</#list>

Pour confirmer, ouvrez cette page ; un appui y suffit :
${links.confirm}

Le lien vaut jusqu’au ${until.date}.
<#if renewed??>
C’est un nouveau lien, demandé le ${renewed.text}.
</#if>

Ce n’est pas vous ? Ignorez cet e‑mail : sans confirmation, la demande
et l’adresse s’effacent. Ou dites-le-nous sur la même page, et nous
n’enverrons plus de demande à cette adresse.
</@mail>
