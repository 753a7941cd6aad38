<@mail title="Vos lettres vont à une autre adresse" controller=controller postal=postal policyUrl=policyUrl contact=contact reason="Un avis unique, parce que votre adresse chez nous a changé.">
Le ${requested.text}, il a été demandé,
sur ${page},
que ${controller} vous écrive désormais à une autre adresse :
${other}

La demande y a été confirmée. Plus aucune lettre ne vient ici.

Ce qui a été demandé pour l’autre adresse :

<#list purposes as purpose>
  - ${purpose.name}, ${purpose.manner}. ${purpose.description}
</#list>

C’était vous ? Vous n’avez rien à faire.

Ce n’était pas vous ? Une lettre transmise suffit pour le demander.
Ouvrez cette page ; un appui y rétablit votre adresse :
${back}

Le lien vaut jusqu’au ${backUntil.date}, et une fois.
</@mail>
