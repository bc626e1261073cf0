package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.MatcherCursor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CompletionTest {
    private final Seen seen = new Seen()
            .alert("1", "severity", "critical", "service", "web", "team", "a b")
            .alert("2", "severity", "critical", "service", "db", "set", "1")
            .alert("3", "severity", "warning", "path", "C:\\\"x")
            .alert("4", "severity", "Cr.x", "na me", "v");

    private List<Suggestion> suggestions(String text) {
        MatcherCursor cursor = MatcherCursor.at(text.replace("|", ""), text.indexOf('|'));
        return new Completion(cursor, seen.overview().alerts()).suggestions();
    }

    /** As {@code kind text count from-to insert}. */
    private List<String> lines(String text) {
        return suggestions(text).stream()
                .map(each -> each.kind().word() + " " + each.text() + " " + each.count() + " " + each.from() + "-"
                        + each.to() + " " + each.insert())
                .toList();
    }

    @Test
    void names_whatBeginsWithTheTextIsFirst_thenByCount() {
        assertThat(lines("{a=\"b\",se|"))
                .containsExactly("name severity 4 7-9 severity=", "name service 2 7-9 service=", "name set 1 7-9 set=");
        assertThat(lines("E|"))
                .containsExactly(
                        "name severity 4 0-1 severity=",
                        "name service 2 0-1 service=",
                        "name na me 1 0-1 \"na me\"=",
                        "name set 1 0-1 set=",
                        "name team 1 0-1 team=");
    }

    @Test
    void names_whole_isFollowedByTheOtherOperators() {
        assertThat(lines("service|"))
                .containsExactly(
                        "name service 2 0-7 service=",
                        "operator != 2 0-7 service!=",
                        "operator =~ 2 0-7 service=~",
                        "operator !~ 2 0-7 service!~");
    }

    @Test
    void names_withTheirOperatorBehindThem_keepIt() {
        assertThat(lines("serv|ice!=\"x\"")).containsExactly("name service 2 0-7 service");
    }

    @Test
    void names_textThatIsAValue_offersWholeMatchers() {
        assertThat(lines("crit|")).containsExactly("value severity=\"critical\" 2 0-4 severity=\"critical\"");
    }

    @Test
    void operators_begun_areCompleted() {
        assertThat(lines("severity |"))
                .containsExactly(
                        "operator = 4 9-9 =", "operator != 4 9-9 !=", "operator =~ 4 9-9 =~", "operator !~ 4 9-9 !~");
        assertThat(lines("severity!|")).containsExactly("operator != 4 8-9 !=", "operator !~ 4 8-9 !~");
    }

    @Test
    void values_areQuotedAndEscaped() {
        assertThat(lines("severity=|"))
                .containsExactly(
                        "value critical 2 9-9 \"critical\"",
                        "value Cr.x 1 9-9 \"Cr.x\"",
                        "value warning 1 9-9 \"warning\"");
        assertThat(lines("path=\"c|\"")).containsExactly("value C:\\\"x 1 5-8 \"C:\\\\\\\"x\"");
        assertThat(lines("\"na me\"=|")).containsExactly("value v 1 8-8 \"v\"");
        assertThat(lines("nope=|")).isEmpty();
    }

    @Test
    void values_ofARegularExpression_completeItsLastAlternative() {
        assertThat(lines("severity=~\"warning|cr".replaceFirst("\\|", "/") + "|"))
                .as("no alternative but what is typed")
                .isEmpty();
        MatcherCursor cursor = MatcherCursor.at("severity=~\"warning|cr", 21);
        assertThat(new Completion(cursor, seen.overview().alerts()).suggestions())
                .extracting(Suggestion::insert)
                .containsExactly("\"warning|critical\"", "\"warning|Cr\\\\.x\"");
    }

    @Test
    void suggestions_many_areBounded() {
        IntStream.range(0, 50).forEach(i -> seen.alert("more" + i, "pod", "p" + i));
        assertThat(suggestions("pod=|")).hasSize(Completion.SUGGESTIONS_MAX);
        assertThat(suggestions("p|")).hasSizeLessThanOrEqualTo(Completion.SUGGESTIONS_MAX);
    }

    @Test
    void suggestions_behindAMatcher_areNone() {
        assertThat(suggestions("severity=\"critical\"|")).isEmpty();
    }
}
