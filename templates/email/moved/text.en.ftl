<@mail title="Your letters go to another address" controller=controller postal=postal policyUrl=policyUrl contact=contact reason="A single notice, because your address with us has changed.">
On ${requested.text}, it was asked,
on ${page},
that ${controller} write to you at another address from now on:
${other}

The request was confirmed there. No more letters come here.

What was asked for the other address:

<#list purposes as purpose>
  - ${purpose.name}, ${purpose.manner}. ${purpose.description}
</#list>

This was you? There is nothing for you to do.

This was not you? A letter that was passed on is enough to ask for it.
Open this page; one press there puts your address back:
${back}

The link is valid until ${backUntil.date}, and once.
</@mail>
