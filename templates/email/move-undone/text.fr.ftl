<@mail title="Votre adresse est rétablie" controller=controller postal=postal policyUrl=policyUrl contact=contact reason="Un avis unique, parce que votre adresse chez nous a changé.">
Le ${requested.text}, il a été demandé,
sur ${page},
que ${controller} vous écrive à une autre adresse. La demande a été
confirmée ; puis la personne qui lit l’autre adresse nous a dit que ce
n’était pas elle. Vous avez donc de nouveau celle-ci.

Vos lettres ne reprennent pas d’elles-mêmes. Votre accord a pris fin
avec le changement ; seule une nouvelle inscription de votre part le
rend :

<#list purposes as purpose>
  - ${purpose.name}, ${purpose.manner}. ${purpose.description}
</#list>

Si vous ne voulez plus rien recevoir, ne faites rien. Une question ?
Répondez à cet e‑mail.
</@mail>
