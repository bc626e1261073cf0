package io.tocsin.core.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are answers of {@code title} in Alertmanager 0.33.1. */
final class TitleCaseTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            hello wORLD foo_bar,            Hello World Foo_bar
            it's o'NEIL don’T x'S l'eau,    It's O'neil Don’t X's L'eau
            x-ray A-B_C.D a..b a.'b,        X-Ray A-B_c.d A..B A.'B
            3rd 1ªbc foo1bar a.1b a1.b,     3Rd 1ªbc Foo1bar A.1b A1.b
            "1,2b a,b c:d 'ab'",            "1,2B A,B C:d 'Ab'"
            http://HOST:90/path,            Http://Host:90/Path
            straße ßtraße ﬁnd ŉx ǆ \u0390x ᾳx,   Straße Sstraße Find ʼNx ǅ \u0399\u0308\u0301x ᾼx
            ﬓ ᾳ ᾲx ᾼ AǅA aẞ aİ,             Մն ᾼ Ὰͅx ᾼ Aǆa Aß Ai̇
            ΑΣ ΑΣΑ Σ ΑΣ. ΑΣ.Α ΑΣ1 aΣ-b,     Ας Ασα Σ Ας. Ασ.α Ας1 Aς-B
            日本x カタx カxタx aא.אb,         日本X カタX カXタX Aא.אb
            _ab a_1 a^b a`b a·b ⓐⓑ,         _Ab A_1 A^B A`B A·b Ⓐⓑ
            ʰbc ϓb ⅷx ıx Kx aK,             ʰbc ϓb Ⅷx Ix Kx Ak
            """)
    void of_words_beginInTitleCase(String text, String expected) {
        assertThat(TitleCase.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a\uDCFFb c, A\uDCFFB C", "a\u00ADb, A\u00ADb", "a\u0300.b, A\u0300.b", "aΣ\u0301, Aς\u0301"})
    void of_marksAndBytes_stay(String text, String expected) {
        assertThat(TitleCase.of(text)).isEqualTo(expected);
    }
}
