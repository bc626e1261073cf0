package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.RequiredText.Alternative;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequiredTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '!',
            emptyValue = "",
            value = {
                "db-[0-9]+ ! db- ! db-",
                "^db-[0-9]+$ ! db- ! db-",
                "db-[0-9]+-europe ! db- ! -europe",
                ".+-6f9c[0-9a-z]+ ! '' ! -6f9c",
                "[a-z]+\\.internal:9100 ! '' ! .internal:9100",
                "(a|b)-pod ! '' ! -pod",
                "(?:x[)]|y)-pod ! '' ! -pod",
                "(?P<name>x)-pod ! '' ! -pod",
                "abc?d ! ab ! ab",
                "abc*def ! ab ! def",
                "abc{0,1}def ! ab ! def",
                "abc+de ! abc ! abc",
                "abc{de ! abc ! abc",
                "\\d+-host\\b ! '' ! -host",
                "host\\x41 ! host ! host",
                "abc(?i)defgh ! '' ! ''",
                "ab+(?i)* ! '' ! ''",
                "(?i)abc ! '' ! ''",
                "abc|[d-f] ! '' ! ''",
                "(abc.def) ! abc ! abc",
                "^(abc.def)$ ! abc ! abc",
                "(?P<n>(?:abc.)) ! abc ! abc",
                "a\\Q|\\E ! '' ! ''",
                "abc)|(def ! '' ! ''",
                "ab\ud83d\ude00?c ! ab ! ab",
            })
    void of_pattern_isWhatEveryMatchContains(String source, String prefix, String longest) {
        assertThat(RequiredText.of(source).alternatives())
                .containsExactlyElementsOf(longest.isEmpty() ? List.of() : List.of(new Alternative(prefix, longest)));
    }

    @Test
    void of_alternatives_areReadOneByOne() {
        assertThat(RequiredText.of("ip-1.internal|(a|b).eu").alternatives())
                .containsExactly(new Alternative("ip-1", "internal"), new Alternative("", "eu"));
        assertThat(RequiredText.of("(?:ab.|[|]cd)").texts()).containsExactly("ab", "cd");
        assertThat(RequiredText.of("(ab.)|(cd.)").texts()).isEmpty();
    }
}
