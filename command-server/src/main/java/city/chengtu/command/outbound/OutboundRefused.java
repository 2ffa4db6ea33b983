package city.chengtu.command.outbound;

import java.io.IOException;

/**
 * This URL must not be asked, or its answer not be read; the message says which rule forbids it.
 */
public final class OutboundRefused extends IOException {
  private static final long serialVersionUID = 1L;

  OutboundRefused(String message) {
    super(message);
  }
}
