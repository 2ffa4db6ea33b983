package city.chengtu.command.access;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;

/**
 * Rules of signing in. Defaults and their sources stand in {@code access/rules.yaml}.
 *
 * @param minLength shortest password, characters
 * @param minKinds how many of: lower case, upper case, digit, other
 * @param history how many former passwords may not come again
 * @param maxAge after this a password must be changed; zero for never
 * @param failures failed sign-ins in a row that lock the account
 * @param lock how long it stays locked
 * @param idle a session ends after so long without a request
 * @param absolute a session ends after so long in any case
 * @param attemptsPerAccount sign-in attempts a minute for one account name
 * @param attemptsPerAddress sign-in attempts a minute from one address
 * @param tokenMaxAge longest life of an API token
 * @param argonMemoryKib Argon2id memory, KiB
 * @param argonIterations Argon2id passes
 * @param argonLanes Argon2id lanes
 */
public record SignInRules(
    int minLength,
    int minKinds,
    int history,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration maxAge,
    int failures,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration lock,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration idle,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration absolute,
    int attemptsPerAccount,
    int attemptsPerAddress,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration tokenMaxAge,
    int argonMemoryKib,
    int argonIterations,
    int argonLanes) {}
