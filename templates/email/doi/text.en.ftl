<@mail title="Confirm your sign-up" controller=controller postal=postal policyUrl=policyUrl contact=contact reason="The only ground will be your consent.">
On ${requested.text}, somebody gave this address
on ${page},
and asked ${controller} for this:

<#list purposes as purpose>
  - ${purpose.name}, ${purpose.manner}. ${purpose.description}
</#list>

To confirm, open this page; one press there is enough:
${links.confirm}

The link is valid until ${until.date}.
<#if renewed??>
This is a new link, asked for on ${renewed.text}.
</#if>

This was not you? Ignore this e‑mail: without a confirmation the request
and the address are erased. Or tell us on the same page, and we send no
more requests to this address.
</@mail>
