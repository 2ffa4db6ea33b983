package city.chengtu.command.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChainTest {
  @Test
  void sm3IsThatOfTheStandard() { // GB/T 32905, example 1
    assertThat(Chain.SM3.hex("abc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  }

  @Test
  void sha256IsThatOfTheStandard() { // FIPS 180-4
    assertThat(Chain.SHA_256.hex("abc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
