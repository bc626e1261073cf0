package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.overview.Selection.GroupChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectedTest {
    private final Seen seen = new Seen()
            .alert("a", "severity", "warning", "job", "db")
            .alert("b", Labels.of("summary", "The Disk is full", "empty", ""), Seen.NOW, "severity", "critical")
            .alert("c", "severity", "critical", "job", "web")
            .alert("d", "severity", "Frightful")
            .silenced("a", "s")
            .silenced("c", "s")
            .unprocessed("d")
            .group("g", "default", List.of(), "a", "b")
            .group("g", "other", List.of(), "b", "c")
            .group("h", "default", List.of(), "d");

    private static Selection of(String matchers, String words, Set<AlertState> states) {
        return new Selection(
                MatcherParser.of(MatcherMode.DEFAULT).parseList(matchers),
                SearchWords.of(words),
                Optional.empty(),
                states,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Selected select(Selection selection) {
        return Selected.of(seen.overview(), selection);
    }

    private List<String> names(Selection selection) {
        return Seen.names(select(selection).alerts()).stream().sorted().toList();
    }

    @Test
    void selected_all_hasEveryAlertOnce() {
        assertThat(names(Selection.ALL)).containsExactly("a", "b", "c", "d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "severity=critical;                 b c",
                "^severity=\"critical\",job!=\"\"^; c",
                "job=~\"d.\";                       a",
                "job!~\"d.\";                       b c d",
                "job=x;                             ^^",
            })
    void selected_byMatchers_allMustMatch(String matchers, String expected) {
        assertThat(String.join(" ", names(of(matchers, "", Set.of())))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'',a b c d",
        "'  ',a b c d",
        "CRIT,b c",
        "severity=cri,b c",
        "y=w,a",
        "'disk full',b",
        "'disk  critical',b",
        "'disk warning',''",
        "summary,''",
        "job=,a c",
        "'ful\u00a0is',b",
    })
    void selected_bySearch_everyWordMustBeSomewhere(String words, String expected) {
        assertThat(String.join(" ", names(of("", words, Set.of())))).isEqualTo(expected);
    }

    @Test
    void words_inALongText_areFoundAtItsBeginningOnly() {
        Labels labels = Labels.of("alertname", "a");
        String last = "x".repeat(SearchWords.SEARCHED_MAX - 4) + "word";
        assertThat(SearchWords.of("word").areIn(labels, Labels.of("summary", last)))
                .isTrue();
        assertThat(SearchWords.of("word").areIn(labels, Labels.of("summary", "x" + last)))
                .isFalse();
    }

    @Test
    void selected_byState_countsIgnoreTheState() {
        Selected selected = select(of("severity=~\"critical|warning\"", "", Set.of(AlertState.ACTIVE)));
        assertThat(Seen.names(selected.alerts())).containsExactly("b");
        assertThat(selected.states().of(AlertState.SILENCED)).isEqualTo(2);
        assertThat(selected.states().of(AlertState.ACTIVE)).isEqualTo(1);
        assertThat(selected.states().of(AlertState.UNPROCESSED)).isZero();
        assertThat(selected.states().total()).isEqualTo(3);
        assertThat(selected.severities())
                .extracting(each -> each.severity().value() + " "
                        + each.states().total() + " " + each.states().of(AlertState.SILENCED))
                .containsExactly("critical 2 1", "warning 1 1");
    }

    @Test
    void selected_byReceiver_oneOfItsReceiversMustFit() {
        seen.sentTo("default", "team-x");
        Selection selection = with(Optional.of(LabelPattern.compile("team-.")), Optional.empty(), Optional.empty());
        assertThat(names(selection)).hasSize(4);
        seen.sentTo("default");
        assertThat(names(selection)).isEmpty();
    }

    @Test
    void selected_byGroup_areItsMembers() {
        assertThat(names(ofGroup("g", Optional.empty()))).containsExactly("a", "b", "c");
        assertThat(names(ofGroup("g", Optional.of("other")))).containsExactly("b", "c");
        assertThat(names(ofGroup("nope", Optional.empty()))).isEmpty();
    }

    private static Selection ofGroup(String key, Optional<String> receiver) {
        return with(Optional.empty(), Optional.of(new GroupChoice(key, receiver)), Optional.empty());
    }

    private static Selection with(
            Optional<LabelPattern> receiver, Optional<GroupChoice> group, Optional<Silence> silence) {
        return new Selection(List.of(), SearchWords.of(""), receiver, Set.of(), Set.of(), group, silence);
    }

    @Test
    void selected_byFingerprint_areThoseAlone() {
        AlertRow wanted = seen.overview().alerts().get(2);
        Selection selection = new Selection(
                List.of(),
                SearchWords.of(""),
                Optional.empty(),
                Set.of(),
                Set.of(wanted.fingerprint()),
                Optional.empty(),
                Optional.empty());
        assertThat(names(selection)).containsExactly(wanted.labels().get("n"));
    }

    @Test
    void selected_bySilence_areThoseThatItsMatchersMatchInWhateverState() {
        Silence over = new Silence(
                "id",
                List.of(new MatcherSet(MatcherParser.of(MatcherMode.DEFAULT).parseList("job=~\".+\""))),
                Seen.NOW.minusSeconds(9),
                Seen.NOW.minusSeconds(8),
                Seen.NOW.minusSeconds(9),
                "me",
                "why",
                Labels.EMPTY,
                Seen.NOW);
        assertThat(names(with(Optional.empty(), Optional.empty(), Optional.of(over))))
                .containsExactly("a", "c");
    }
}
