package city.chengtu.command.access;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Call;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Work;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs commands whose request holds a password. The ordinary way keeps a fast hash of the whole
 * request with the receipt, and a fast hash of a password is as good as the password; here only
 * what is no secret goes into it.
 */
final class SecretCommands {
  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  private final Commands commands;

  SecretCommands(Commands commands) {
    this.commands = commands;
  }

  /**
   * @param kind the permission's name
   * @param open what of the request is no secret
   * @return the receipt of a command that is done
   * @throws Refusal when it was refused, now or when its id was first sent
   */
  Receipt run(Call call, String kind, Object open, Work work) {
    Receipt receipt = commands.run(call.command(kind, open), work);
    if (receipt.refused()) {
      throw refusal(receipt);
    }
    return receipt;
  }

  /**
   * What must be checked before the transaction, because it is dear. Sent again, a command is not
   * judged by what it has changed itself: its first answer stands.
   *
   * @return what {@code check} gives; null when the command has its answer already
   */
  <T> T prepared(Call call, Supplier<T> check) {
    try {
      return check.get();
    } catch (Refusal refusal) {
      if (commands.isKnown(call.commandId())) {
        return null;
      }
      throw refusal;
    }
  }

  static Answer answer(Receipt receipt, Object state) {
    return Answer.json(
        state,
        Map.of(
            "Command-Id", receipt.id().toString(),
            "Journal-Position", Long.toString(receipt.position())));
  }

  /** Why a command was refused, now or when its id was first sent. */
  static Refusal refusal(Receipt receipt) {
    Map<String, Object> problem =
        StateJson.mapper().convertValue(StateJson.tree(receipt.answer()), MEMBERS);
    String code = String.valueOf(problem.remove("code"));
    String detail = String.valueOf(problem.remove("detail"));
    problem.remove("status");
    Object errors = problem.remove("errors");
    List<FieldError> fields =
        errors == null
            ? List.of()
            : StateJson.mapper().convertValue(errors, new TypeReference<List<FieldError>>() {});
    problem.put("commandId", receipt.id().toString());
    return new Refusal(new Refusal.Reason(receipt.status(), code, detail, fields, problem));
  }
}
