<@mail title="Stay, or leave it there" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=lines.reason>
Hello<#if firstName??> ${firstName}</#if>,

We have asked you whether ${purpose}
is of use to you, and this is the last time. To keep it, one press is
enough; to end it now, one press as well.

<@answer title="I stay" note="the letter goes on, nothing changes" url=links.stay />
<@answer title="Unsubscribe" note="at once, and you may come back" url=links.unsubscribe />

<#if stopsOn??>
Without an answer, the letter ends by itself on ${stopsOn}.
There is nothing for you to do.
<#else>
Without an answer, nothing changes.
</#if>

Yours,
${controller}
</@mail>
