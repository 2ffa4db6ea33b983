package city.chengtu.command.loads;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param folder where files wait
 * @param fileBytes largest file
 * @param spoolBytes all waiting files together
 * @param keep how long a draft that nobody touches is kept
 * @param running how many run at once
 */
public record LoadSettings(
    Path folder, long fileBytes, long spoolBytes, Duration keep, int running) {}
