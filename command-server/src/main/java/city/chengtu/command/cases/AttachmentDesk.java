package city.chengtu.command.cases;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes pictures in and gives them out. Their bytes are kept as they came, with the camera's notes
 * (EXIF) of time, place and how it was held.
 */
public final class AttachmentDesk {
  private final Jdbi jdbi;
  private final AccessPolicy policy;
  private final int maxBytes;
  private final AttachmentTable table = new AttachmentTable();
  private final CaseTable cases = new CaseTable();

  /** Blocking; call it from a worker thread. */
  public AttachmentDesk(Jdbi jdbi, AccessPolicy policy, CaseSettings settings) {
    this.jdbi = jdbi;
    this.policy = policy;
    this.maxBytes = settings.attachmentBytes();
  }

  /**
   * Keeps a picture; it belongs to no case yet.
   *
   * @param named the type the sender gives it, or null
   */
  Attachment take(CommandContext c, String named, byte[] bytes) {
    ImageKind kind = checked(named, bytes);
    String sha256 = sha256(bytes);
    Attachment attachment =
        new Attachment(
            UUID.randomUUID(),
            sha256,
            kind.contentType(),
            bytes.length,
            c.actor().account(),
            c.actor().organisation(),
            c.now(),
            null,
            1);
    table.keep(c.handle(), sha256, bytes);
    table.insert(c.handle(), attachment);
    c.record(
        new Change(
            "city.chengtu.attachment.stored",
            new Subject(Attachment.SUBJECT, attachment.id().toString()),
            attachment.version(),
            attachment,
            null,
            attachment.organisation()));
    return attachment;
  }

  private ImageKind checked(String named, byte[] bytes) {
    if (bytes.length > maxBytes) {
      throw Refusal.of(413, "too-large", "a picture may have at most " + maxBytes + " bytes");
    }
    if (bytes.length == 0) {
      throw Refusal.invalid("/", "empty", "the body must be a picture");
    }
    ImageKind kind =
        ImageKind.of(bytes)
            .orElseThrow(
                () ->
                    Refusal.of(415, "not-a-picture", "only JPEG, PNG and WebP pictures are taken"));
    if (!kind.contentType().equals(named)) {
      throw Refusal.of(
          415, "type-mismatch", "the body is " + kind.contentType() + "; Content-Type must say so");
    }
    return kind;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Makes the sender's own, still free pictures those of a case, in this order. */
  void give(CommandContext c, Iterable<UUID> photos, Case owner) {
    int place = 0;
    for (UUID id : photos) {
      String field = "/photos/" + place;
      Attachment attachment =
          table
              .find(c.handle(), id)
              .filter(a -> a.uploadedBy().equals(c.actor().account()))
              .orElseThrow(
                  () ->
                      Refusal.invalid(
                          field, "unknown-attachment", "you have sent no attachment " + id));
      Attachment given = attachment.belongingTo(owner.id());
      if (attachment.caseId() != null || !table.give(c.handle(), given, place)) {
        throw Refusal.invalid(field, "attachment-used", "attachment " + id + " has a case already");
      }
      c.record(
          new Change(
              "city.chengtu.attachment.attached",
              new Subject(Attachment.SUBJECT, id.toString()),
              given.version(),
              given,
              CaseTable.point(owner.place()),
              given.organisation()));
      place++;
    }
  }

  /**
   * A picture, for those who may see its case; while it has none, for its sender.
   *
   * @throws Refusal 404 when there is none, or none for this actor: which of both stays unsaid
   */
  Attachment get(Actor actor, UUID id) {
    return jdbi.withHandle(
        h ->
            table
                .find(h, id)
                .filter(a -> maySee(h, actor, a))
                .orElseThrow(() -> Refusal.notFound(Attachment.SUBJECT, id.toString())));
  }

  /** The bytes of a picture that {@link #get} gave. */
  byte[] bytes(Attachment attachment) {
    return jdbi.withHandle(h -> table.bytes(h, attachment.sha256()));
  }

  private boolean maySee(Handle h, Actor actor, Attachment a) {
    if (a.caseId() == null) {
      return a.uploadedBy().equals(actor.account());
    }
    Case owner = cases.find(h, a.caseId()).orElseThrow();
    return policy.maySee(actor, Case.SUBJECT, owner.organisation(), CaseTable.point(owner.place()))
        && !policy
            .hiddenFields(actor, Case.SUBJECT, owner.organisation(), CaseTable.point(owner.place()))
            .contains("photos");
  }
}
