<#-- The frame of every text part, and its macros of the same names as in layout.ftlh; the model has lang and links. -->
<#macro mail title controller postal policyUrl contact reason="">
${controller}

${title?upper_case}

<#nested>

--
<#if reason?has_content>${reason}
</#if>
<#if lines?? && lines.source??>${lines.source}
</#if>
<#if lang == "fr">
<#if links.unmeasure??>
<@measured/>
Ne plus rien mesurer :
${links.unmeasure}
<#else>
Cet e‑mail ne contient ni image ni mesure de lecture.
</#if>

<#if links.preferences??>
Vos préférences :
${links.preferences}
</#if>
<#if links.unsubscribe??>
Se désinscrire :
${links.unsubscribe}
</#if>
Confidentialité : ${policyUrl}

${controller}, ${postal}
Questions et droits : ${contact}
<#else>
<#if links.unmeasure??>
<@measured/>
Measure no more:
${links.unmeasure}
<#else>
This e‑mail contains no image and does not measure reading.
</#if>

<#if links.preferences??>
Your preferences:
${links.preferences}
</#if>
<#if links.unsubscribe??>
Unsubscribe:
${links.unsubscribe}
</#if>
Privacy: ${policyUrl}

${controller}, ${postal}
Questions and rights: ${contact}
</#if>
</#macro>

<#-- An answer and its link. -->
<#macro answer title note url>
${title} (${note})
${url}
</#macro>

<#-- What is measured of this letter, a sentence a line (A34). -->
<#macro measured>
<#if lang == "fr">
<#if measure.opens == "IDENTIFIED">
Nous mesurons l’ouverture de cette lettre, comme vous l’avez accepté.
<#elseif measure.opens == "DELIVERABILITY_DATE">
Nous gardons le jour où vous avez ouvert une lettre pour la dernière
fois, pour moins écrire à qui ne lit plus.
<#elseif measure.opens == "ANONYMOUS">
Nous comptons les ouvertures de cette lettre, sans savoir de qui.
</#if>
<#if measure.links == "IDENTIFIED">
Nous mesurons les liens que vous y suivez, comme vous l’avez accepté.
<#elseif measure.links == "ANONYMOUS">
Nous comptons les liens que l’on y suit, sans savoir qui.
</#if>
<#else>
<#if measure.opens == "IDENTIFIED">
We measure the opening of this letter, as you agreed.
<#elseif measure.opens == "DELIVERABILITY_DATE">
We keep the day on which you last opened a letter, to write less to
those who no longer read.
<#elseif measure.opens == "ANONYMOUS">
We count the openings of this letter, without knowing whose.
</#if>
<#if measure.links == "IDENTIFIED">
We measure the links that you follow in it, as you agreed.
<#elseif measure.links == "ANONYMOUS">
We count the links that are followed in it, without knowing by whom.
</#if>
</#if>
</#macro>
