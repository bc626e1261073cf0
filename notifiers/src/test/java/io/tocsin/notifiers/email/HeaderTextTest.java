package io.tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Header values; encoded words as the original, 0.33.1, sends them. */
final class HeaderTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Subject  | [FIRING:1] Disk           | [FIRING:1] Disk",
                "Subject  | Grüße = ?_                | =?utf-8?q?Gr=C3=BC=C3=9Fe_=3D_=3F=5F?=",
                "X-Prio   | 1                         | 1",
                "X-Tab    | a\tb                      | a\tb",
                "To       | a@x.org, \"B, C\" <b@x.org> | a@x.org, \"B, C\" <b@x.org>",
                "From     | \"Ärger Ü\" <a@x.org>     | =?utf-8?q?=C3=84rger_=C3=9C?= <a@x.org>",
                "To       | Jö <j@x.org>, \"B C\" <b@x.org>, c@x.org | =?utf-8?q?J=C3=B6?= <j@x.org>, \"B C\" <b@x.org>, c@x.org",
                "To       | ü@exämple.org             | =?utf-8?q?=C3=BC@ex=C3=A4mple.org?=",
                "Reply-To | wer weiß wo               | =?utf-8?q?wer_wei=C3=9F_wo?=",
            })
    void of_value_isEncodedWhereItHasTo(String name, String value, String expected) {
        assertThat(HeaderText.of(name, value)).isEqualTo(expected);
    }

    @Test
    void of_longText_isOneWordPerLine() {
        String value =
                "Grüße firing mit sehr langem Text äöü der über mehr als fünfundsiebzig Zeichen hinausgeht und noch"
                        + " weiter äöüß";

        assertThat(HeaderText.of("Subject", value).split("\r\n "))
                .containsExactly(
                        "=?utf-8?q?Gr=C3=BC=C3=9Fe_firing_mit_sehr_langem_Text_=C3=A4=C3=B6=C3=BC_?=",
                        "=?utf-8?q?der_=C3=BCber_mehr_als_f=C3=BCnfundsiebzig_Zeichen_hinausgeht_u?=",
                        "=?utf-8?q?nd_noch_weiter_=C3=A4=C3=B6=C3=BC=C3=9F?=");
    }

    @Test
    void of_lineBreaks_beginNoHeader() {
        assertThat(HeaderText.of("X-Nl", "a\nX-Inj: b")).isEqualTo("=?utf-8?q?a=0AX-Inj:_b?=");
        assertThat(HeaderText.of("Subject", "a\r\n\r\nbody")).isEqualTo("=?utf-8?q?a=0D=0A=0D=0Abody?=");
        assertThat(HeaderText.of("To", "a@x.org\r\nBcc: b@x.org")).doesNotContain("\n");
    }

    @Test
    void of_longWords_areFoldedAtSpaces() {
        String value = "a".repeat(60) + " " + "b".repeat(200) + "  " + "c".repeat(20);

        String folded = HeaderText.of("X-Long", value);

        assertThat(folded.lines()).hasSize(3);
        assertThat(MimeUtility.unfold(folded)).isEqualTo(value);
    }

    /** Whatever the text, mail programs read what was meant, and no line is empty or too long to be a header. */
    @Test
    void of_anyText_isReadAgain() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            String value = text(random);

            String header = HeaderText.of("Subject", value);

            assertThat(header.lines().skip(1)).allMatch(line -> line.startsWith(" ") && !line.isBlank());
            assertThat(header.chars()).allMatch(c -> c < 127);
            if (!header.equals(value)) {
                assertThat(MimeUtility.decodeText(MimeUtility.unfold(header))).isEqualTo(value);
            }
        }
    }

    private static String text(Random random) {
        int[] kinds = {0x7e, 0x2ff, 0xd7ff, 0x1f64f};
        return random.ints(random.nextInt(1, 120), ' ', kinds[random.nextInt(kinds.length)])
                .filter(point -> point < 0xd800 || point > 0xffff)
                // Jakarta Mail takes it before a line break for an escape.
                .filter(point -> point != '\\')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
