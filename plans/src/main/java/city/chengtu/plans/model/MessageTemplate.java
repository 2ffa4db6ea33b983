package city.chengtu.plans.model;

/** A message ready to be sent: to whom, by what channel, with variables in the text. */
public record MessageTemplate(String id, Channel channel, Text audience, String text) {
  /** By what way a message leaves. */
  public enum Channel {
    SCREEN,
    SMS,
    PHONE,
    RADIO,
    BROADCAST,
    PRESS
  }
}
