package io.tocsin.evaluator.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.StaleMarker;
import io.tocsin.evaluator.store.SamplesOfSeries.Kind;
import io.tocsin.evaluator.store.SamplesOfSeries.Pace;
import io.tocsin.evaluator.store.SamplesOfSeries.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples come out of chunks as they went in. */
final class ChunkTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void samples_ofEveryKind_comeBackBitByBit(Kind kind) {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Pace pace = SamplesOfSeries.any(random, Pace.values());
            List<Sample> samples = SamplesOfSeries.random(random, kind, pace, 1 + random.nextInt(400));
            List<Chunk> chunks = chunksOf(samples);

            List<Sample> back = new ArrayList<>();
            for (Chunk chunk : chunks) {
                back.addAll(all(chunk));
                if (chunk instanceof OpenChunk open) {
                    assertThat(all(open.closed())).as("closed, seed %d", seed).isEqualTo(all(chunk));
                }
            }
            assertThat(back).as("seed %d", seed).isEqualTo(samples);
        }
    }

    @Test
    void read_anyStretch_givesThatStretch() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Sample> samples = SamplesOfSeries.random(random, Kind.MIXED, Pace.JITTERED, 1 + random.nextInt(100));
            Chunk chunk = chunksOf(samples).get(0);
            List<Sample> held = all(chunk);
            for (int i = 0; i < 20; i++) {
                long from = near(random, held);
                long to = from + random.nextInt(600_000);
                List<Sample> expected = SamplesOfSeries.between(held, from, to);

                SampleBuffer stretch = new SampleBuffer();
                chunk.read(from, to, stretch);
                assertThat(SamplesOfSeries.in(stretch)).as("seed %d", seed).isEqualTo(expected);

                SampleBuffer newest = new SampleBuffer();
                boolean isFound = chunk.readNewest(from, to, newest);
                assertThat(isFound).isEqualTo(!expected.isEmpty());
                assertThat(SamplesOfSeries.in(newest))
                        .isEqualTo(expected.subList(Math.max(0, expected.size() - 1), expected.size()));
            }
        }
    }

    @Test
    void chunks_many_endWithTheirSamplesAndWithTheirSpan() {
        for (Chunk chunk : chunksOf(SamplesOfSeries.random(new Random(1), Kind.COUNTER, Pace.WILD, 5000))) {
            List<Sample> samples = all(chunk);
            long last = samples.get(samples.size() - 1).timeMillis();
            assertThat(samples).hasSizeLessThanOrEqualTo(Chunk.SAMPLES_MAX);
            assertThat(last / OpenChunk.SPAN_MILLIS).isEqualTo(chunk.firstMillis() / OpenChunk.SPAN_MILLIS);
        }
    }

    @Test
    void constantValues_evenPace_takeTwoBitsEach() {
        List<Chunk> chunks = chunksOf(SamplesOfSeries.random(new Random(7), Kind.CONSTANT, Pace.EVEN, 60));

        int length = chunks.stream()
                .mapToInt(
                        chunk -> chunk instanceof OpenChunk open ? open.closed().bytes().length : chunk.bytes().length)
                .sum();
        // Of each chunk the first sample, one step and what follows the last one; 2 bits for every other.
        assertThat(length).isLessThanOrEqualTo(chunks.size() * (16 + 3 + Chunk.PADDING) + 60 / 4);
    }

    @Test
    void staleMarker_atTheEnd_isSeen() {
        OpenChunk chunk = new OpenChunk(0, 1);
        assertThat(chunk.endsStale()).isFalse();
        chunk.append(1, Double.NaN);
        assertThat(chunk.endsStale()).isFalse();
        chunk.append(2, StaleMarker.VALUE);
        assertThat(chunk.endsStale()).isTrue();
    }

    private static long near(Random random, List<Sample> samples) {
        return samples.get(random.nextInt(samples.size())).timeMillis() + random.nextInt(3) - 1;
    }

    private static List<Chunk> chunksOf(List<Sample> samples) {
        List<Chunk> chunks = new ArrayList<>();
        OpenChunk open =
                new OpenChunk(samples.get(0).timeMillis(), samples.get(0).value());
        for (Sample sample : samples.subList(1, samples.size())) {
            if (open.takes(sample.timeMillis())) {
                open.append(sample.timeMillis(), sample.value());
            } else {
                chunks.add(open.closed());
                open = new OpenChunk(sample.timeMillis(), sample.value());
            }
        }
        chunks.add(open);
        return chunks;
    }

    private static List<Sample> all(Chunk chunk) {
        SampleBuffer buffer = new SampleBuffer();
        chunk.read(Long.MIN_VALUE, Long.MAX_VALUE, buffer);
        return SamplesOfSeries.in(buffer);
    }
}
