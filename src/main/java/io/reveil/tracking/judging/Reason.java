package io.reveil.tracking.judging;

import io.reveil.kernel.Language;
import java.util.Map;
import java.util.Optional;

/** Why a hit was judged so: a closed list, each with its sentence (C5, C7, C8). */
public enum Reason {
  HEAD(
      "Demandé par HEAD, sans la page : un programme qui vérifie l’adresse.",
      "Asked for by HEAD, without the page: a program that checks the address."),
  PREFETCH(
      "Chargé d’avance par un programme, avant que quelqu’un ne le demande.",
      "Fetched in advance by a program, before anybody asked."),
  ROBOT("Le programme se dit lui-même un robot.", "The program says itself that it is a robot."),
  NO_AGENT("Le programme ne dit pas ce qu’il est.", "The program does not say what it is."),
  LINKS_3(
      "Trois ou quatre liens différents de la même personne en quelques secondes.",
      "Three or four different links of the same person within seconds."),
  LINKS_5(
      "Cinq liens différents ou plus de la même personne en quelques secondes.",
      "Five or more different links of the same person within seconds."),
  NETWORKS(
      "La même personne, depuis trois réseaux ou plus en deux minutes.",
      "The same person from three networks or more within two minutes."),
  LEFT_AT_ONCE(
      "Une désinscription dans la même minute qu’un autre lien.",
      "An unsubscription within the same minute as another link."),
  SHARED_NETWORK(
      "Le même réseau, pour des personnes de nombreux hébergeurs de courrier.",
      "The same network, for people of many mail hosts."),
  HOST_CLUSTER(
      "De nombreuses personnes du même hébergeur de courrier, quelques secondes après la remise.",
      "Many people of the same mail host, seconds after delivery."),
  EARLY(
      "Moins d’une minute après la remise ; à lui seul, cela ne décide rien.",
      "Less than a minute after delivery; alone it decides nothing."),
  COHERENT(
      "Rien que de l’ordinaire : un réseau, un programme, un lien à la fois.",
      "Nothing out of the ordinary: one network, one program, one link at a time."),
  PRESSED(
      "La même personne a pressé un bouton d’une page de ce message, peu avant ou après.",
      "The same person pressed a button on a page of this mail, shortly before or after."),
  PRESSED_LIKE_A_SANDBOX(
      "Un bouton a été pressé, mais comme le fait un bac à sable : cela ne prouve personne.",
      "A button was pressed, but as a sandbox does it: that proves nobody."),
  APPLE_PREFETCH(
      "Image chargée d’avance par Apple Mail, que quelqu’un lise ou non.",
      "Image fetched in advance by Apple Mail, whether anybody reads or not."),
  GOOGLE_PROXY(
      "Image chargée par le relais de Gmail, qui cache qui lit.",
      "Image fetched by Gmail’s proxy, which hides who reads."),
  YAHOO_PROXY(
      "Image chargée par le relais de Yahoo, qui cache qui lit.",
      "Image fetched by Yahoo’s proxy, which hides who reads."),
  WAS_HUMAN(
      "Jugé humain, ou plus sûrement humain, auparavant, par d’autres règles ; ce qui en a suivi demeure.",
      "Judged human, or more surely so, before, by other rules; what followed from that stands.");

  private final Map<Language, String> sentences;

  Reason(String french, String english) {
    sentences = Map.of(Language.FR, french, Language.EN, english);
  }

  public String in(Language language) {
    return Optional.ofNullable(sentences.get(language)).orElseThrow();
  }
}
