<@mail title="Votre inscription attend" controller=controller postal=postal policyUrl=policyUrl contact=contact reason="Ceci est le seul rappel.">
Le ${requested.text}, quelqu’un a donné cette adresse
sur ${page},
et demandé ceci à ${controller}. Nous vous l’avons
dit alors, et personne n’a encore confirmé :

<#list purposes as purpose>
  - ${purpose.name}, ${purpose.manner}. ${purpose.description}
</#list>

Pour confirmer, ouvrez cette page ; un appui y suffit :
${links.confirm}

Le lien vaut jusqu’au ${until.date}, comme celui du premier message.

Ce n’est pas vous, ou plus maintenant ? Ignorez cet e‑mail : sans
confirmation, la demande et l’adresse s’effacent. Ou dites-le-nous sur
la même page, et nous n’enverrons plus de demande à cette adresse.
</@mail>
