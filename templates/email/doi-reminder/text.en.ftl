<@mail title="Your sign-up is waiting" controller=controller postal=postal policyUrl=policyUrl contact=contact reason="This is the only reminder.">
On ${requested.text}, somebody gave this address
on ${page},
and asked ${controller} for this. We told you then,
and nobody has confirmed yet:

<#list purposes as purpose>
  - ${purpose.name}, ${purpose.manner}. ${purpose.description}
</#list>

To confirm, open this page; one press there is enough:
${links.confirm}

The link is valid until ${until.date}, as is that of the first message.

This was not you, or no longer? Ignore this e‑mail: without a
confirmation the request and the address are erased. Or tell us on the
same page, and we send no more requests to this address.
</@mail>
