package io.tocsin.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.EngineEvent.SilenceImported;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.silence.Silence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ImportedSilencesTest {
    private static final Instant NOW = SnapshotValues.NOW.plusSeconds(60);
    private static final Requester FROM = new Requester("snapshot:data/silences", "");

    private static List<SilenceImported> told(List<Silence> imported) {
        return new ImportedSilences(Path.of("data")).toTell(imported, NOW);
    }

    private static List<Silence> silences(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SnapshotValues.silence(prefix + i, -i))
                .toList();
    }

    private static Silence ended(Silence silence) {
        return new Silence(
                silence.id(),
                silence.matcherSets(),
                silence.startsAt().minus(Duration.ofDays(1)),
                silence.updatedAt(),
                silence.updatedAt(),
                silence.createdBy(),
                silence.comment(),
                silence.annotations(),
                silence.expiresAt());
    }

    @Test
    void toTell_few_isEachWithItsFileTheLastChangeLast() {
        Silence first = SnapshotValues.silence("first", -10);
        Silence last = SnapshotValues.silence("last", 10);

        assertThat(told(List.of(last, first)))
                .containsExactly(new SilenceImported(first, FROM), new SilenceImported(last, FROM));
    }

    @Test
    void toTell_tooMany_isThoseInForceAndTheLastChanges() {
        // given
        List<Silence> inForce = silences("in-force-", ImportedSilences.TOLD_MAX - 2);
        List<Silence> ended =
                silences("ended-", 5).stream().map(ImportedSilencesTest::ended).toList();
        List<Silence> imported = new ArrayList<>(ended);
        imported.addAll(inForce);
        // when
        List<Silence> told =
                told(imported).stream().map(SilenceImported::silence).toList();
        // then
        assertThat(told).hasSize(ImportedSilences.TOLD_MAX).containsAll(inForce).containsAll(ended.subList(0, 2));
    }

    @Test
    void toTell_moreInForceThanFit_isThoseThatWereChangedLast() {
        List<Silence> inForce = silences("in-force-", ImportedSilences.TOLD_MAX + 1);

        assertThat(told(inForce))
                .extracting(SilenceImported::silence)
                .hasSize(ImportedSilences.TOLD_MAX)
                .doesNotContain(inForce.get(ImportedSilences.TOLD_MAX))
                .endsWith(inForce.get(0));
    }
}
