package city.chengtu.command.access.oidc;

/** The sign-in at the provider did not come about; the code is stable, for the page's text. */
public final class OidcFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Nobody answers, or not what an identity provider answers. */
  public static final String UNAVAILABLE = "provider-unavailable";

  /** The provider's answer does not hold. */
  public static final String REFUSED = "provider-answer-refused";

  private final String code;

  OidcFailure(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static OidcFailure refused(String message) {
    return new OidcFailure(REFUSED, message, null);
  }

  public String code() {
    return code;
  }
}
