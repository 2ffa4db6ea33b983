package city.chengtu.gis.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPartsTest {
  /**
   * province / city / district / town / community / street / number / building / unit / floor /
   * room.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          芙蓉路388号                               | -/-/-/-/-/芙蓉路/388/-/-/-/-
          湖南省长沙市开福区湘雅路87号              | 湖南省/长沙市/开福区/-/-/湘雅路/87/-/-/-/-
          长沙市开福区湘雅路街道湘雅社区湘雅路87号3栋2单元501室 | -/长沙市/开福区/湘雅路街道/湘雅社区/湘雅路/87/3/2/-/501
          湘雅路87号3栋5楼502                       | -/-/-/-/-/湘雅路/87/3/-/5/502
          万科城12栋                                | -/-/-/-/-/万科城/-/12/-/-/-
          长沙县星沙镇开元路12-3号                  | -/-/长沙县/星沙镇/-/开元路/12-3/-/-/-/-
          五一路                                    | -/-/-/-/-/五一路/-/-/-/-/-
          沙市路5号                                 | -/-/-/-/-/沙市路/5/-/-/-/-
          长沙市民政路5号                           | -/-/-/-/-/长沙市民政路/5/-/-/-/-
          长沙市政火路25号                          | -/长沙市/-/-/-/政火路/25/-/-/-/-
          阳光小区8号                               | -/-/-/-/-/阳光小区/8/-/-/-/-
          城乡路9号                                 | -/-/-/-/-/城乡路/9/-/-/-/-
          人民路二十五号                            | -/-/-/-/-/人民路/25/-/-/-/-
          广西壮族自治区南宁市青秀区民族大道1号     | 广西壮族自治区/南宁市/青秀区/-/-/民族大道/1/-/-/-/-
          浦东新区世纪大道100号                     | -/-/浦东新区/-/-/世纪大道/100/-/-/-/-
          102国道5号                                | -/-/-/-/-/102国道/5/-/-/-/-
          盆乡览西路306号                           | -/-/-/-/-/盆乡览西路/306/-/-/-/-
          第1中学                                   | -/-/-/-/-/第1中学/-/-/-/-/-
          """)
  void byRanks(String text, String parts) {
    AddressParts a = AddressParts.of(text);
    assertThat(
            Stream.of(
                    a.province(),
                    a.city(),
                    a.district(),
                    a.town(),
                    a.community(),
                    a.street(),
                    a.number(),
                    a.building(),
                    a.unit(),
                    a.floor(),
                    a.room())
                .map(part -> part == null ? "-" : part)
                .collect(Collectors.joining("/")))
        .isEqualTo(parts);
  }
}
