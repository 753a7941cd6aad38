<@mail title="What is in it for you" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=lines.reason>
Hello<#if firstName??> ${firstName}</#if>,

${purpose}, in one sentence:

${lines.description}

The last three:
- the bedside lamp: https://www.example.org/lettre/lampe-de-chevet
- the light of the evening: https://www.example.org/lettre/lumiere-du-soir
- a visit to the workshop: https://www.example.org/lettre/atelier

If it is of use to you, one press tells us. If not, one press ends it:
no password, no question, no delay. Both answers are as good.

<@answer title="I stay" note="the letter goes on, nothing changes" url=links.stay />
<@answer title="Unsubscribe" note="at once, and you may come back" url=links.unsubscribe />

Without an answer, nothing changes today.
<#if nextOn??>
We shall ask again from ${nextOn} on.
</#if>

Yours,
${controller}
</@mail>
