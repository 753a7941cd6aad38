<@mail title="Would you like to go on?" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=lines.reason>
Hello<#if firstName??> ${firstName}</#if>,

We do not know whether ${purpose}
is still of use to you. Tell us what suits you: both answers are
as good.

<@answer title="I stay" note="the letter goes on, nothing changes" url=links.stay />
<@answer title="Unsubscribe" note="at once, and you may come back" url=links.unsubscribe />

Without an answer, nothing changes today.
<#if nextOn??>
We shall ask again from ${nextOn} on.
</#if>

Yours,
${controller}
</@mail>
