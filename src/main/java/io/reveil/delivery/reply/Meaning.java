package io.reveil.delivery.reply;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the words of a refusal speak of, in the languages that servers speak. One expression a line, in lower case; marks
 * on letters do not count; {@code a ~ b} is an a, or its plural, with a b a few words behind it. Repetition is bounded everywhere, so
 * that no text takes long.
 */
enum Meaning {
  /** Our address or our host, whoever was asked for. */
  SENDER("""
      from address|from: header|\\bmailfrom\\b|(votre|ihre?|su|il suo|il vostro|seu) (ip|host|server|serveur|servidor|netzwerk|reseau|rete)\\b|client host|\\brelay(?! recipient|=)|reverse dns|call-?out|callback|\\b(helo|ehlo|ptr)\\b(?!=)
      your (ip|host|domain|server|network|address(?! ?book)|e-?mail server)|adresse ip|ip-adresse|(direccion|indirizzo|endereco) ip
      (?<!to )(?<!to the )\\bsender('s)? ?(address(?! ?:)|domain|host|ip\\b|id\\b|e-?mail|mail|user|not|must|unknown|invalid|reject|denied|refus|block|verif|limit|thread|polic|reputation)
      (?<!to )(?<!to the )\\bsender (is|was|has|does|could|can)( been)? ?(n'?[o']t|un|block|reject|denied|refus|black|invalid|bann|listed)
      (invalid|bad|unknown|unauthori[sz]ed|forged|blocked|reject\\S*|refus\\S*|verify|verification of|approved|allowed|this|your|domain of) (the |this |your )?sender
      (address|mailbox|domain|host|ip|server|account) of (the |this |your )?sender
      (adresse|domaine|direccion|dominio|indirizzo|endereco|adres|domein) [^.:]{0,12}?(expediteur|emetteur|remitente|mittente|remetente|afzender)
      (expediteur|emetteur|remitente|mittente|remetente|afzender)( [^\\s.:]+){0,4}? (refus|rejet|rechaz|rifiut|recusad|geweigerd|bloqu|blocc|geblok|in(v|w)alid|non (autoris|autorizz|valid)|no (autoriz|valid)|nao (autoriz|permit)|niet|inconnu|desconoc|desconhec|sconosciut|onbekend)
      \\b(votre|ton|ihre?|deine?|su|tu|la (sua|tua|vostra)) (compte|boite|konto|postfach|cuenta|buzon|casella)( \\S+){0,3}? (bloqu|gesperrt|bloccat)
      (usuario|utente|utilisateur) (remitente|mittente|expediteur)|absender-?(adresse|domain|ip)|absender( [^\\s.:]+){0,4}? (abgelehnt|gesperrt|blockiert|ungultig|unbekannt|nicht (erlaubt|berechtigt|autorisiert|zugelassen|zulassig|akzeptiert|gultig))
      (адрес|домен)\\S* отправител|отправител\\S* (не|отклон|заблок|неизвест)
      """),

  /** We are named: meant where nothing is said of a mailbox. */
  SENDER_NAMED("""
      (?<!to )(?<!to the )(?<!contact the )\\bsender|mail from\\b|(?<!a l')(expediteur|emetteur)|(?<!al )(remitente|mittente)|(?<!ao )remetente|(?<!aan de )afzender|(?<!an den )\\babsenders?\\b
      (return|reverse)[ -]path|(?<!to )(?<!to the )\\boriginator|nadawc(a|y)\\b
      """),

  /** So clearly of our reputation that no code says otherwise. */
  REPUTATION("""
      (?<!may be )(black|block|deny) ?list|\\bdns[rbw]l\\b|\\brbl\\b|spamhaus|spamcop|reputation
      sender (address |domain )?(rejected|denied|blocked|verif)
      client host ~ blocked|rejected
      (your|votre|ihre?|su|suo|vostro|seu) (ip|host|server|network|serveur|servidor)( \\S+){0,4}? (on |in )?(block|reject|denied|refus|bann|list|bloqu|bloc|gesperrt)|too many (invalid|unknown|bad)
      liste noire|schwarze liste|lista negra|lista nera|zwarte lijst
      """),

  /** A rule of theirs that this mail broke. */
  POLICY("""
      spam|(?<!privacy )polic(y|ies)|blocked|rate.?limit|abus(e|ive)|unsolicited|\\bspf\\b|dkim|dmarc|\\bbanned\\b|phish
      unauthenticated|(?<!without )authentication|not authori[sz]ed|unauthori[sz]ed|prohibited|throttl|\\bjunk\\b|\\bbulk\\b
      too many (messages|connections|mails|emails|sessions|errors|concurrent)|security (reason|issue|risk)
      (is|are|been|currently) listed (at|in|on|by)
      frequency|(rate|volume|connections?|domain|sending) (is |was )?limited|administrative(ly)? prohibit|suspected|suspicious
      (host|client|connection|ip) (is |was |has been )?rejected|complaints?\\b|\\b(dt|mi|rp|hl|im|ip):[a-z]{3}\\b|message (hygiene|filter)
      accept delivery of this message|service refused?\\b
      (n'etes|n'est) pas autorise|(nicht|keine) berechtig|no tiene permiso|non (e|sei|si e) autorizzat|non (dispone|hai) dell
      indesirable|pourriel|politique(?! de confidentialite)|bloquee? par|non sollicit
      (?<!datenschutz)richtlinie|unerwunscht|spamverdacht|blockiert|geblockt
      politicas?\\b(?! de privaci)|no deseado|no solicitado|bloquead|correo basura
      indesiderat|bloccat|non richiest
      ongewenst|beleid|geblokkeerd|zablokowan|спам|блокиров|политик|拒否|迷惑メール|垃圾邮件
      """),

  /** The code of such a rule, beside another. */
  RULE_CODE("""
      (?<![\\d.])[45]\\.7\\.\\d{1,3}(?!\\.?\\d)
      """),

  /** Refused without saying why: of policy, unless a mailbox is missing. */
  UNWELCOME("""
      (message|mail|e-?mail|transaction|content) (was |is |has been )?(rejected|refused|declined|discarded)
      rejected (it|your|this|the (message|mail|e-?mail))|\\bct reject
      too many|denied|refuse[ds]|user reject\\b|rcpthosts|\\bips?\\b|\\bisp\\b|batv|purported|go away|no access|approved list|(?<!recipient )domain must exist|weren't sent|(no mail accepted|not accept (any )?(mail|e-?mail)) from|not allowed|not accepted|will not accept|refuse\\b|interdit|prohibido
      abgelehnt|verweigert|denegad|rechazad|rifiutat|negato|recusad|geweigerd
      """),

  /** This mail: too large, or not as it ought to be. */
  CONTENT("""
      message|mail|e-?mail|attachments? ~ too (large|big)
      size limit|maximum size|size exceeds
      message|mail|length ~ exceeds? (the |our )?(size|maximum|limit)
      message (file )?size ~ exceeds?|exceeded|larger|limit
      exceeds ~ size
      maximum ~ message size|message length
      malformed(?! (name|or unexpected))|executable attachment|rfc ?-?(2822|5322|822|5321)|bare (lf|cr|newline)|missing (from|date|message-id|header)|virus|infected
      invalid header|headers? (fail|syntax|check)|content (was )?(rejected|not (allowed|accepted)|refused)
      attachment ~ not allowed|forbidden|refused
      trop (volumineux|gros|grand)|contenu refuse
      taille ~ maximale|depasse|superieure
      depasse ~ taille
      zu gro(ß|ss)|maximale gro(ß|ss)e
      gro(ß|ss)e ~ uberschr\\S*
      demasiado grande
      tamano ~ excede|maximo|supera
      excede|supera ~ tamano|dimensione
      troppo grande
      dimension[ei] ~ superat[ao]|massima|supera|eccessiva
      muito grande|te groot|zbyt duz|слишком больш
      """),

  /** No such mailbox, or none any more. */
  NO_MAILBOX("""
      \\buser(name)?|mail ?box|account|recipient|address(ee)?|alias|inbox|person ~ unknown|not (be )?found|unavailable
      \\buser(name)?|mail ?box|account|recipient|address(ee)?|alias|inbox|person ~ inactive|disabled|invalid|deactivated
      \\buser(name)?|mail ?box|account|recipient|address(ee)?|alias|inbox|person ~ suspended|closed|expired|deleted
      \\buser(name)?|mail ?box|account|recipient|address(ee)?|alias|inbox|person ~ (does(n't)?|did|do) ?(not )?exist
      \\buser(name)?|mail ?box|account|recipient|address(ee)?|alias|inbox|person ~ not (exist|known|valid|listed|local|present)
      \\buser(name)?|mail ?box|account|recipient|address(ee)?|alias|inbox|person ~ not (recogni[sz]ed|registered|active)
      (unknown|invalid|no such|bad|non-?existent|illegal|wrong) (\\S+ )?(user|mail ?box|account|recipient|address|alias|person)
      (unrecogni[sz]ed|undeliverable|inactive|disabled) (\\S+ )?(user|mail ?box|account|recipient|address|alias|person)
      (unknown|invalid|bad|illegal) (local.part|name|addressee)
      (address|user|recipient|mailbox) ~ could ?n('t|ot) be found
      couldn't be found|wasn't found|does(n't| not) have an? |unroute?able address|recip(ient)?notfound|user_not_found
      no (user|mailbox|account|recipient) (here|found|exists|with|by that)
      not (an? |our )(valid |known |local |active |existing )?(user|customer|mailbox|recipient|address)
      (user|recipient|customer|account|address) (has )?moved|dos?e?s(n't| not) (seem to )?exist|no valid recipient|no ?(body|one) (here|by that|at)|badrcptto|in name directory|subscriber unknown|abonne inconnu
      (could ?n[o']t|can ?n[o']t|can't|unable to|did ?n[o']t) find (\\S+ ){0,3}(user|mail ?box|account|recipient|<?address)
      (mail ?box|account|user|recipient) (is )?not available|does(n't| not) (receive|take) (any )?(mail|e-?mail|messages)
      not authori[sz]ed to receive|(un|not )authori[sz]ed recipient|recipient (is )?not authori[sz]ed
      no longer (accepts mail|works|employed|with|in use|valid|active|available|exists|monitored|on)
      recipient address rejected: access denied\\W*$|recipient address rejected: undeliverable|recipient verif\\S+ fail|55[0-4] (#?\\S+ )?address rejected
      utilisateur|destinataire|adresse|boite|compte|messagerie ~ inconnue?|invalide|inexistante?|introuvable|incorrecte?
      utilisateur|destinataire|adresse|boite|compte|messagerie ~ desactivee?|n'existe (pas|plus)|fermee?|supprimee?
      utilisateur|destinataire|adresse|boite|compte|messagerie ~ cloturee?|n'est plus|plus (actif|active|utilisee?|valide)|inacti(f|ve)|n'a pas (pu etre|ete) trouvee?|suspendue?
      adresse (d.au moins un|inconnue)|n'existe (pas|plus)|aucune? (utilisateur|destinataire|compte|boite|adresse)
      benutzer|empfanger|e?-?mail-?adresse|adresse|postfach|mailbox|konto|account|nutzer|user|adressat ~ unbekannt|ungultig
      benutzer|empfanger|e?-?mail-?adresse|adresse|postfach|mailbox|konto|nutzer|adressat ~ nicht (gefunden|vorhanden|bekannt)
      benutzer|empfanger|e?-?mail-?adresse|adresse|postfach|mailbox|konto|nutzer|adressat ~ existiert nicht|nicht mehr
      benutzer|postfach|mailbox|konto|adresse ~ deaktiviert|geschlossen|inaktiv|geloscht|abgeschaltet
      unbekannte[rns]? (benutzer|empfanger|adresse|nutzer|user|adressat)
      kein(e|en)? (solche[rs]? |gultige[rs]? |lokale[rs]? )?(benutzer|postfach|empfanger|mailbox|konto)
      existiert ~ nicht
      nicht vorhanden
      usuario|destinatario|direccion|buzon|cuenta|casilla ~ desconocid[oa]|no existe|inexistente|(no )?(in)?valid[oa]
      usuario|destinatario|direccion|buzon|cuenta|casilla ~ inactiv[oa]|deshabilitad[oa]|desactivad[oa]|cancelad[oa]
      usuario|destinatario|direccion|buzon|cuenta|casilla ~ no (se )?(ha )?(sido )?(pudo )?(encontr|hallad)\\S*
      no existe|no se (encontro|encuentra|ha encontrado|pudo encontrar)|(usuario|direccion|buzon|cuenta)( \\S+){0,2}? dad[oa] de baja
      utente|destinatario|indirizzo|casella|account ~ sconosciut[oa]|inesistente|non (esiste|valid[oa]|trovat[oa])
      utente|destinatario|indirizzo|casella|account ~ non e (stat[oa] )?(trovat[oa]|valid[oa]|attiv[oa])
      utente|indirizzo|casella|account ~ disabilitat[oa]|disattivat[oa]|inattiv[oa]|chius[oa]
      non esiste|impossibile trovare
      usuario|destinatario|endereco|caixa|conta ~ desconhecid[oa]|nao (existe|foi encontrad[oa]|encontrad[oa])
      usuario|endereco|caixa|conta ~ desativad[oa]|inativ[oa]|inexistente|invalid[oa]
      gebruiker|ontvanger|adres|mailbox|postvak ~ onbekend|bestaat niet|niet (gevonden|bekend)|ongeldig|inactief
      uzytkownik|adresat|odbiorca|skrzynka|adres|konto ~ nie istnieje|nieznan[yae]|nie znaleziono|nieaktywn[aey]
      пользовател\\S*|получател\\S*|адрес\\S*|ящик\\S* ~ не (существует|найден\\S*)|неизвест\\S*|отключен\\S*
      nie istnieje|nie znaleziono|nie ma takie(go|j)|не существует
      onbekende (gebruiker|ontvanger)|onbekend adres|neexistuje|neznamy (uzivatel|prijemce)|nem letezik|ismeretlen (cimzett|felhasznalo)
      bulunamadi|kullanici yok|nu exista|utilizator necunoscut|tuntematon (kayttaja|vastaanottaja)|δεν υπαρχει|αγνωστος
      okand (anvandare|mottagare)|ukjent (bruker|mottaker)|ei loydy|nem talalhato|(utilizator|destinatar) inexistent|finns inte|findes ikke|finnes ikke|ukendt (bruger|modtager)
      存在しません|存在しない|見つかりません|宛先不明|あて先不明|不存在|找不到|查無|沒有這個|无此用户|찾을 수 없|존재하지 않
      """),

  /** Somebody they were asked for, whatever is said of them. */
  ADDRESSEE("""
      \\b(user|mail ?box|account|recipient|addressee|alias|inbox|rcpt|mail name|local part)
      utilisateur|destinataire|\\bcompte|boite|(?<!ip-)(?<!ip )adresse|benutzer|empfanger|postfach|konto|usuario|destinatario|cuenta|buzon|direccion
      utente|casella|indirizzo|endereco|\\bconta\\b|gebruiker|ontvanger|uzytkownik|odbiorca|пользовател|получател
      """),

  /** What Exchange Online says where its directory knows no such recipient, and everybody else of a rule. */
  NOT_IN_DIRECTORY("""
      recipient address(es)? rejected ?: access denied
      """),

  /** The mailbox was shut for good, for long silence or otherwise, however that is called. */
  INACTIVE("""
      inactivity|user ?inactive|accountdisabled|inactivite|inaktivitat|inactividad|inattivita|inatividade|inactiviteit
      archived (recipient|mail ?box|account)|boite ~ archivee
      (?<!your )(?<!sender )(?<!sender's )(?<!sending )(mail ?box|account|inbox)( of the (recipient|user))? ((is|was|has been) ?)?(blocked(?! (for|due|because|by|from))|inactive)|(?<!from )(?<!from a )blocked (account|mailbox)
      (?<!your )(?<!sender )(?<!sender's )(?<!sending )(mail ?box|account|user|inbox) (is |was |has been )?(disabled|suspended|terminated|closed) (due to|for|because of)(?! (\\S+ ){0,2}(spam|abus|complaint|polic))
      (?<!your )(?<!sender )(?<!sender's )(?<!sending )((mail ?box|account|user|inbox) (is |was |has been )?deactivated|<address>:? (is |was |has been )?(deactivated|disabled|suspended|terminated|closed)) (due to|for|because of)
      (?<!votre )(?<!ton )(compte|boite)( \\S+){0,3}? (est|a ete) bloquee?\\b(?! (par|pour))|(?<!ihr )(?<!dein )(postfach|konto)( \\S+){0,3}? (ist|wurde) gesperrt
      (?<!\\bsu )(?<!\\btu )(cuenta|buzon)( \\S+){0,3}? (esta|ha sido|fue) bloquead[oa](?! por)|(?<!sua )(?<!tua )(?<!vostra )casella( \\S+){0,3}? (e|e stata|risulta) bloccata(?! (per|da))
      """),

  /** The mailbox is there, and will be open again. */
  CLOSED_FOR_NOW("""
      \\buser|mail ?box|account|recipient|address|inbox ~ temporarily
      temporarily (disabled|suspended|unavailable|locked|blocked|deactivated)
      boite|compte|adresse|destinataire|utilisateur ~ temporairement|momentanement
      postfach|konto|adresse|empfanger ~ vorubergehend
      buzon|cuenta|casella|account|caixa|conta ~ temporalmente|temporaneamente|temporariamente
      """),

  /** No such domain, or one that takes no mail. */
  NO_HOST("""
      host (or domain name )?not found|\\bhost unknown|(unknown|no such|invalid|bad) (host|domain|mail domain|destination host)|nxdomain
      domain ~ not (be )?found|does(n't| not) exist|unknown|invalid|couldn't be found|has no mx|not hosted|has moved
      domain( name)? (registration )?(is |has |was )?(been )?(expired|suspended)
      no longer host|no mail accepted(?! from)|no (mx|a) (or (a|mx|aaaa) )?records?
      unroute?able (mail )?domain|couldn't find any host|non-?existent hosts?|null ?mx|no mx (record|found|host)|no smtp service|domain name not found|name or service not known|no data known|no such name
      does not accept (any )?(mail|e-?mail)(?! from)|dns records? (\\S+ ){0,6}?not (be )?found
      domaine ~ inconnu|n'existe pas|introuvable|inexistant
      domane ~ unbekannt|existiert nicht|nicht gefunden|nicht vorhanden
      unbekannte domane
      dominio ~ no existe|desconocido|no (se )?(ha )?encontr\\S+|inesistente|sconosciuto|non (esiste|trovato)|nao existe
      """),

  /** Whether there is such a domain could not be asked. */
  DOMAIN_UNASKED("""
      servfail|server ?failure|soft error|unexpected name server reply
      \\b((domain|dns|mx|host|name) lookup|dns) (error|fail(ed|ure)?|time(d|-)? ?out)(?!.{0,350}(nxdomain|not (exist|found)))|unable to look ?up dns|temporary dns
      """),

  /** The mailbox is full. */
  FULL("""
      over ?-?quota|quotaexceed|out of storage|mailfull|full mailbox
      quota|space ~ exceeded|full|reached|used up|violation
      exceed\\S*|over|reached ~ quota|storage|mailbox (size )?limit|disk
      mail ?box|inbox|account|mail ?folder ~ full|out of (storage|space)|over ?limit
      (mail ?box|inbox|account|folder|quota)( \\S+){0,3}? (size limit|exceed|maximum size|over (its|the|his|their) )|too many messages (on|in)
      storage limit|(in|not )sufficient (disk|storage|system storage)|not enough (storage|disk|space)|disk (is )?full|no (disk )?space left
      boite|messagerie|bal ~ pleine
      quota ~ depassee?|atteint
      espace ~ insuffisant|depasse
      postfach|mailbox|posteingang|konto ~ voll\\b|uberfullt|uberschritten|limit (erreicht|uberschritten)
      speicher\\S* ~ voll\\b|erschopft|uberschritten
      kontingent|quota ~ uberschritten|erschopft
      uberfullt
      buzon|bandeja|casilla|cuenta ~ llen[oa]
      cuota|espacio|buzon ~ excedid[oa]|superad[oa]|agotad[oa]
      casella|mailbox|posta ~ pien[ao]
      quota|spazio|casella ~ superat[oa]|esaurit[oa]|insufficiente
      caixa ~ cheia|lotada
      cota ~ excedida
      postvak|mailbox|postbus ~ vol\\b
      skrzynka ~ pelna|przepelniona
      (postkasse\\S*|innboks\\S*|brevlada\\S*|schranka\\S*|kutusu|posta kutusu|postilaatikko\\S*) ~ (full|fuld|plna|dolu|taynna)
      megtelt|przepelnion|переполнен|容量|いっぱい|已满|已滿|超过容量|空間不足|空间不足|용량|가득
      """),

  /** So much mail to one mailbox that more has to wait. */
  TOO_MUCH_FOR_NOW("""
      receiving mail (too quickly|at a rate)
      exceeded ~ limit for receiving
      """),

  /** Nobody was there to answer. */
  UNREACHABLE("""
      connection (was |has been )?(refused|reset|lost|dropped|closed|aborted)|could ?n[o']t connect|unable to connect|lost connection
      refused to talk to me|(accept|respond to) our requests? to connect|network( is)? unreachable|no route to host
      time(d|-)? ?out|service (is )?(currently |temporarily )?not available|unexpected failure|server (is )?busy
      """),

  /** Not for ever: it took too long, or not now. */
  LATER("""
      temporar(y|ily|ement)|(?<!not going to )try(ing)? again|try later|gr[ea]ylist|expired|too (old|long)|retry time
      unavailable|not accepting|local (error|problem)|system (error|resources)
      \\bloop|too many hops|hop count
      delai ~ depasse|expire
      ulterieur|reessayer|temporaire|indisponible
      zeituberschreitung|zeitlimit|vorubergehend|spater|nicht erreichbar
      tiempo ~ agotado|excedido|expirado
      temporal(mente)?\\b|mas tarde|no disponible
      tempo ~ scaduto|esaurito|esgotado
      temporane|riprova|scadut|piu tardi|non disponibile
      """);

  private final Pattern words;

  Meaning(String lines) {
    this.words =
        Pattern.compile(lines.lines().map(Meaning::expression).collect(Collectors.joining("|")));
  }

  private static String expression(String line) {
    String[] near = PlainWords.withoutMarks(line).split(" ~ ", 2);
    return near.length == 1
        ? near[0]
        : "(?:%s)\\S{0,3}(?: \\S+){0,6}? (?:%s)".formatted(near[0], near[1]);
  }

  /** @param plain as made by {@link PlainWords} */
  boolean isIn(String plain) {
    return words.matcher(plain).find();
  }
}
