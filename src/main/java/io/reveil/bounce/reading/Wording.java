package io.reveil.bounce.reading;

import io.reveil.delivery.reply.PlainWords;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How mail that machines send words itself; one expression a line, in lower case, without marks on letters. */
enum Wording {
  /** A subject, or a first sentence, that says: your mail came back. */
  RETURNED("""
      undeliver|returned mail|returned to sender|mail (delivery )?(failed|failure|error|problem|system)|failure notice|nondeliverable
      delivery (status|failure|failed|has failed|problem|report|error|unsuccessful|of (the |your )?(message|mail) failed|notification)
      (message|mail) (could not|cannot|can't|couldn't|was not|wasn't|not) (be )?(delivered|sent|accepted)|non-?delivery|unable to deliver|rejected your message
      created automatically by mail delivery software|this is the (qmail-send|mail system)|i'm afraid i wasn't able to deliver
      your (message|mail|e-?mail)( \\S+){0,6}? (could not be|couldn't be|wasn't|was not|did not reach|blocked|rejected)
      (could not|unable to|failed to|cannot) (be )?deliver|error during delivery|message status|permanent (fatal )?error|address(es|\\(es\\))? (had|failed)|user unknown|undelivered|bounced? (mail|message)
      non remis|non distribu|non delivre|echec (de la |de )?(remise|distribution|livraison|l'envoi)|n'a pas pu etre (remis|distribu|delivre|livre|envoye|achemin)|retour a l'expediteur|pas ete (remis|distribue|delivre)
      unzustellbar|nicht zugestellt|nicht zustellbar|zustellung( \\S+){0,4}? (fehlgeschlagen|nicht moglich|gescheitert)|fehler( \\S+){0,4}? zustell|unzustellbarkeit
      no se (ha )?pud?[oi](do)? (entregar|enviar)|no (fue )?entregado|mensaje( \\S+){0,4}? (devuelto|rechazado)|error( \\S+){0,3}? entrega|devolucion|no se ha podido
      mancat[oa] (recapito|consegna)|non recapitat|non e stato (possibile )?(recapit|consegn)|impossibile (recapitare|consegnare)|errore( \\S+){0,3}? (consegna|recapito)|messaggio( \\S+){0,3}? (respinto|non consegnat)
      nao (foi )?entregue|falha na entrega|nao pode ser entregue|devolvid|onbestelbaar|niet (worden )?(bezorgd|afgeleverd)|niet bezorgd
      non recapitabile|no se puede entregar|no entregable|nepodarilo (se )?doruc|nedorucitel|iletilemedi|teslim edilemedi|nu a putut fi livrat|kezbesithetetlen
      전달되지|배달되지|반송|無法(傳遞|投遞|寄送)|未能(送达|送達)|olevererbar|ikke leveret|ei voitu toimittaa
      niedostarczon|nie mozna dostarczyc|nie (zostala |moze )?(byc )?dostarczon|zwrot|не доставлен|недоставлен|не удалось доставить|kunde inte levereras|kunne ikke leveres|kan ikke leveres
      配信不能|配信できません|送信できません|お届けできません|エラーメール|退信|无法投递|投递失败
      """),

  /** Not arrived yet, and still being tried. */
  DELAYED("""
      delayed|warning message only|still (being )?(trying|tried)|will (keep|continue)( \\S+){0,3}? try|not yet been delivered|delivery (is )?(delay|delayed|incomplete|temporarily)|will be retried|could not be delivered for( \\S+){0,4}? (hour|minute)s?
      \\(delay\\)|envoi incomplet|(zustellung|bereitstellung) unvollstandig|entrega incompleta|(consegna|recapito) incomplet[ao]
      retarde|differe|en cours de nouvelle tentative|nouvelles tentatives pendant|verzoger|verspatet|retrasad|demorad|ritardat|in ritardo|vertraagd|adiad|opozni|задерж
      """),

  /** From here on there is a copy of the mail that came back. */
  COPY("""
      below this line is a copy|this is a copy of (the|your) message|original message (headers|follows|begins|header)|message headers? follow|returned message follows
      headers? of (the |your )?(original |returned )?(message|mail)|header and top|enclosed (is|are) (a copy|the original)|unsent message (follows|below)
      content of returned message|[-=*]{3,} ?(original|returned|undelivered|rejected) (message|mail)|the text of the message|included below
      en-tetes d[eu]( \\S+){0,2}? (message|courrier)( d'origine)?|message d'origine|copie (du|de votre) message|message original
      ursprungliche (nachricht|nachrichten)|originalnachricht|kopie (der|ihrer) nachricht|kopfzeilen
      mensaje original|encabezados|copia (del|de su) mensaje|messaggio originale|intestazioni|copia del messaggio
      """),

  /** A line from the header of a mail, such as no report writes of itself. */
  HEADER("""
      ^ ?((received|x-received): (from|by|\\()|return-path: ?<|(dkim-signature|domainkey-signature|authentication-results|received-spf|arc-[a-z-]{3,30}|list-unsubscribe|feedback-id): ?\\S)
      ^ ?(the )?original message headers?( follows?)? ?$
      """),

  /** A subject that only a machine writes. */
  AUTOMATIC("""
      ^(auto|automatic|automated|ooo|abwesend|absente?) ?:|out of (the )?office|auto(matic|mated)?[- ]?(reply|response|respond|answer|ack)
      thank you for (your (mail|e-?mail|message)|contacting)|we (have )?received your
      ^(lu|non lu|read|not read|gelesen|ungelesen|leido|no leido|letto|non letto|lida|gelezen|przeczytano) ?:
      reponse automatique|message d'absence|absence du bureau|accuse de (reception|lecture)|votre (message|demande|e-?mail|mail|courriel) a bien ete
      abwesenheit(snotiz|smeldung|sassistent|sbenachrichtigung)|automatische (antwort|ruckmeldung)|nicht im (buro|haus)|eingangsbestatigung|autoantwort
      respuesta automatica|fuera de (la )?oficina|acuse de recibo
      risposta automatica|fuori (sede|ufficio)|conferma di ricezione
      resposta automatica|fora do escritorio|automatische? (antwoord|beantwoord)|afwezigheid
      automatyczna odpowiedz|odpowiedz automatyczna|nieobecnos|автоответ|автоматический ответ|autosvar|automatiske?t? svar|automaatti(nen|vastaus)
      automatisch (antwoord|bericht)|automaticka odpoved|otomatik (yanit|cevap)|automatikus valasz|raspuns automat|αυτοματη απαντηση
      自動(応答|返信|回覆|回復|答覆)|自动(回复|答复)|자동 ?(회신|응답|답장)
      """),

  /** A subject that may say: I am not here; or that of our own mail, answered. */
  AWAY("""
      vacation|on (annual |maternity |parental )?leave|away from|holiday|absen(ce|t)|conges?\\b|en vacances|bien recu
      abwesen|urlaub|ausen(cia|te)|vacaciones|assen(za|te)|in ferie|ausencia|ferias|afwezig|niet aanwezig|nieobecn
      """),

  /** Prove that you are human, says a machine. */
  CHALLENGE("""
      (confirm|verify|authenticate|validate) (that )?(your|you|the) (message|e-?mail|mail|sent|delivery|sender)|challenge|spam ?arrest|boxtrapper|tmda|mailinblack|human verification|verification required|approve(d)? sender
      (demande|procedure) d'authentification|authentifie[rz]|confirme[rz] (votre|l'envoi)|etes-vous (un )?humain
      bestatig(en|ung)( \\S+){0,4}? (absender|nachricht|e-?mail)|confirm[ea]r?( \\S+){0,3}? (envio|remitente|correo)|conferm[ai]( \\S+){0,3}? (invio|mittente)
      """),

  /** How a mail begins whose subject does not say that no person wrote it: it answers ours, and keeps that. */
  MACHINE("""
      this is an? (auto|automatic|automated|automatically)|auto(matic|mated|matically)?[- ]?(generated|reply|response|responder)|do not (reply|respond) to this
      (i am|i'm|i will be|i'll be|we are) (currently |presently |now )?(out of (the |my )?office|away|on (\\S+ )?(leave|vacation|holidays?))|(limited|no) access to (my )?e-?mails?|out of (the )?office (until|from|and)
      reponse automatique|message automatique|ne pas repondre a ce|je (suis|serai) (actuellement |maintenant )?(absente?|en (conge|vacances|deplacement))|absente? (du bureau|jusqu)|(en|pendant) mon absence
      automatisch (generiert|erzeugt|erstellt|versendet)|automatische (antwort|nachricht)|ich bin( \\S+){0,6}? (nicht im (buro|haus)|im urlaub|abwesend|nicht erreichbar)|wahrend meiner abwesenheit
      respuesta automatica|mensaje automatico|(estoy|estare|me encuentro) (fuera|ausente|de vacaciones)|no responda a este
      risposta automatica|messaggio automatico|(sono|saro) (assente|fuori|in ferie)|non risponda? a quest
      resposta automatica|mensagem automatica|(estou|estarei) (fora|ausente|de ferias)|ik ben( \\S+){0,3}? (afwezig|niet aanwezig|op vakantie)|automatisch (gegenereerd|antwoord)
      automatyczna odpowiedz|jestem nieobecn|это автоматическ|автоматический ответ|自動(応答|返信|回覆)|自动回复|자동 ?(회신|응답)
      (message|e-?mail|mail) (is|was|has been) (being )?held|(prove|verify|confirm) (that )?you( are|'re)( \\S+){0,2}? (human|person|real)|(approved|allowed|guest) (senders? )?list|spam ?blocker|\\bboxbe\\b|spam ?arrest
      (request|message|e-?mail|inquiry|enquiry|ticket|case)( \\(?\\S{1,20}\\))? (has been|was) (received|logged|created|opened|registered)|reply above this line|thank you for contacting (us|our)|we(('ve| have) | )(received|got) your|we('ll| will) (get back|respond|reply) to you
      this (e-?mail|mailbox|inbox|address|account)( address| account)? (is|will be) (not|no longer|un|never) ?(monitored|checked|read|in use|used|active|attended)
      no longer (work|with|employed)( \\S+){0,3}? (here|company|firm|organi[sz]ation)|\\bour (office|store|shop)s? (is|are|will be) closed|i('ll| will) be (back|returning) (on|in|to)
      nous avons bien (recu|enregistre)|votre (message|demande|mail|e-?mail|courriel) a (bien )?ete (recu|enregistre|pris|transmis)|(bureaux?|magasin|service|agence|etablissement|cabinet|societe|entreprise) (est|sont|sera|seront)( \\S+){0,2}? ferme|(je|nous) (serai|serons|suis|sommes) de retour (le|au|a partir)
      plus partie d|ne (travaille|suis) plus (\\S+ ){0,3}?(societe|entreprise|groupe|etablissement|organisation)|j'ai quitte (la societe|l'entreprise|le groupe|mes fonctions)|cette (adresse|boite)( \\S+){0,2}? n'est plus|actuellement (absente?|en (conge|vacances|deplacement))|prendrai connaissance( \\S+){0,5}? (a|des) mon retour|reviendr(ai|ons) vers vous|afin de vous authentifier|(pour toute|en cas d') ?urgence,? (\\S+ ){0,4}?(contact|appel|adress|ecri|joindre)
      befinde mich( \\S+){0,3}? (im urlaub|in elternzeit|auf reisen)|ihre (anfrage|nachricht|e-?mail|mail)( \\S+){0,4}? eingegangen|melden uns (schnellst|so bald|umgehend|in kurze)
      ich bin( \\S+){0,6}? wieder( \\S+){0,2}? (erreichbar|da\\b|zuruck|im (buro|haus))|wir haben ihre( \\S+){0,2}? erhalten|nicht mehr (fur|in|im|bei)( \\S+){0,4}? (tatig|beschaftigt)|(buro|praxis|geschaft|kanzlei|firma) (ist|bleibt)( \\S+){0,6}? geschlossen|in dringenden fallen|(wird|werden) nicht (automatisch )?weitergeleitet
      hemos recibido (su|tu)|ya no (trabajo|formo parte)|(oficina|despacho|tienda)s? (estara|permanecera)n? cerrad
      abbiamo ricevuto (il|la) (su|tu|vostr)|(uffici?o?|negozio|studio|azienda) (restera|rimarra|sara)(nno)? chius|non lavoro piu (qui|per|in|presso)|saro (di nuovo|nuovamente)|rientrero
      recebemos (a sua|o seu)|wij hebben uw (bericht|e-?mail|mail|vraag)( \\S+)? ontvangen
      votre (message|e-?mail|courriel) est (en attente|retenu|bloque)|prouve[rz] que vous|ihre (nachricht|e-?mail|mail) wird zuruckgehalten
      """),

  /** What stands over the mail that is answered, quoted, or over a signature. */
  QUOTED("""
      ^ ?>|^-{3,} ?\\S|^-- ?$|^ ?_{5,}|(wrote|a ecrit|schrieb\\b.{0,80}|escribio|ha scritto|escreveu|schreef\\b.{0,80}|napisal\\(?a?\\)?|пишет|skrev\\b.{0,80}) ?:? ?$|^ ?(from|de|von|da|van) ?: \\S
      """),

  /** An address that nobody reads. */
  NOBODY("""
      (?<![a-z])(do|ne|no|non|nao|nicht|niet)[-_.]?(not|pas)?[-_.]?(reply|replies|repondre|responder|responda|rispondere|antworten|beantwoorden)\\S{0,20}@
      """),

  /** Who sends reports: a local part or a name. */
  DAEMON("""
      mailer-?daemon|post ?master|mail delivery (system|subsystem)|maildaemon|mdaemon|mail ?bot|mail administrator|post ?office@|double-?bounce|bounce-?notif|system administrator|microsoft outlook|microsoftexchange|\\bdaemon@|internet mail delivery
      """),

  /** A subject that answers another. */
  ANSWER("""
      ^ ?(re|aw|rep|r|rv|ref|sv|vs|antw|odp|ynt|res|回复|答复|答覆)( ?\\[\\d{1,3}\\])? ?[:：]
      """);

  private static final int LONGEST = 20_000;

  private final Pattern words;

  Wording(String lines) {
    this.words =
        Pattern.compile(PlainWords.withoutMarks(lines).lines().collect(Collectors.joining("|")));
  }

  boolean isIn(String text) {
    return words
        .matcher(PlainWords.of(text.substring(0, Math.min(text.length(), LONGEST))))
        .find();
  }
}
