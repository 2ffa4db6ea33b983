package city.chengtu.command.prove.requests;

import java.util.List;
import java.util.Random;

/** Texts that have broken other programs. */
final class Fragments {
  /** Valid text, though nobody's name: SQL, script, paths, XML, formats, odd Unicode. */
  static final List<String> HOSTILE =
      List.of(
          "' OR '1'='1",
          "'; DROP TABLE incident; --",
          "1); DELETE FROM journal_entry; --",
          "\" UNION SELECT password_hash FROM access_account --",
          "$$; SELECT pg_sleep(9); $$",
          "\\'; SHUTDOWN; --",
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "javascript:alert(1)",
          "{{constructor.constructor('return 1')()}}",
          "${jndi:ldap://127.0.0.1:1/a}",
          "${7*7}#{7*7}%{7*7}",
          "../../../../etc/passwd",
          "..\\..\\windows\\win.ini",
          "/etc/passwd%00.png",
          "file:///etc/passwd",
          "http://169.254.169.254/latest/meta-data/",
          "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
          "<!ENTITY a \"&b;&b;&b;\">",
          "]]><![CDATA[",
          "%n%n%n%s%s%x",
          "$(touch x) `touch x` | touch x ; touch x &",
          "a\r\nSet-Cookie: a=b\r\n\r\n<html>",
          "*)(uid=*))(|(uid=*",
          "=cmd|' /C calc'!A0",
          "\u202eevil\u202c\u200b\ufeff",
          "مرحبا שלום 芙蓉路",
          "😀👨‍👩‍👧‍👦𠮷𝕏",
          "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
          "\u0007\u001b[31m\u007f\u0085\u2028",
          "NaN",
          "null",
          "true",
          "-1",
          "1e309",
          "0x7fffffff",
          "９９９",
          "ǅ İ ß ﬁ Å",
          "constructor",
          "__proto__",
          "a".repeat(39));

  static final List<String> TIMES =
      List.of(
          "2026-02-30T00:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-01-01T25:00:00Z",
          "2026-01-01T00:00:00",
          "2026-01-01",
          "20260101T000000Z",
          "2026-01-01T00:00:00+99:00",
          "0000-00-00T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "9999-12-31T23:59:59-18:00",
          "now()",
          "1700000000",
          "tomorrow",
          "２０２６-01-01T00:00:00Z",
          " ",
          "2026-01-01T00:00:00Z; DROP TABLE unit");

  static final List<String> NO_NUMBERS =
      List.of(
          "abc",
          "",
          "NaN",
          "Infinity",
          "1e400",
          "--1",
          "0x10",
          "1,5",
          "[1]",
          "{}",
          "1 OR 1=1",
          "99999999999999999999999999",
          "-99999999999999999999",
          "１",
          "true");

  static final List<String> NO_BOXES =
      List.of(
          "1,2,3",
          "1,2,3,4,5",
          "a,b,c,d",
          "NaN,NaN,NaN,NaN",
          "1e400,0,1,1",
          "10,10,1,1",
          "-181,0,1,1",
          "0,-91,1,1",
          "0,0,0,91",
          ",,,",
          "112;28;113;29",
          "1,2,3,' OR 1=1");

  private Fragments() {}

  static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
