<@mail title="Your address is as it was" controller=controller postal=postal policyUrl=policyUrl contact=contact reason="A single notice, because your address with us has changed.">
On ${requested.text}, it was asked,
on ${page},
that ${controller} write to you at another address. The request was
confirmed; then whoever reads that other address told us that it was
not them. So you have this one again.

Your letters do not resume by themselves. Your consent ended with the
change; only a new sign-up of yours brings it back:

<#list purposes as purpose>
  - ${purpose.name}, ${purpose.manner}. ${purpose.description}
</#list>

If you want nothing more, do nothing. A question? Reply to this e‑mail.
</@mail>
