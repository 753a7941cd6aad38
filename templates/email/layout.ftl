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
Cet e‑mail ne contient ni image ni mesure de lecture.

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
This e‑mail contains no image and does not measure reading.

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
