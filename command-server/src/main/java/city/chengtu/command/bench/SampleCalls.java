package city.chengtu.command.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Incidents as a call-taker files them: about as long as real ones. */
final class SampleCalls {

  private SampleCalls() {}

  /** Body of {@code POST /incidents}, different for each number. */
  static Buffer incident(long number) {
    return new JsonObject()
        .put("type", "gas_leak")
        .put(
            "place",
            new JsonObject()
                .put("lon", 112.98 + number % 1_000 / 20_000.0)
                .put("lat", 28.18 + number / 1_000 % 1_000 / 20_000.0)
                .put("address", "芙蓉路" + number % 900 + "号"))
        .put("description", "有燃气味，三楼住户已撤离，第" + number + "次测量")
        .put("caller", new JsonObject().put("name", "张三").put("phone", "13812345678"))
        .toBuffer();
  }
}
