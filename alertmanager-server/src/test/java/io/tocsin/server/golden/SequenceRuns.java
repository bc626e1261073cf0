package io.tocsin.server.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs many sequences side by side, each against a process of its own. The processes of a wave are all started before the
 * first step of any, so that the cost of starting does not disturb the times.
 */
final class SequenceRuns {
    /** Bounds the memory of all processes together; a wave takes as long as its longest sequence. */
    private static final int WAVE_MAX = 30;
    /** Between the origins of two sequences, so that their requests do not all come in the same instant. */
    private static final int STAGGER_MILLIS = 30;

    private SequenceRuns() {}

    /** The transcripts by the name of the sequence. */
    static SortedMap<String, String> run(Path program, Path folder, List<Sequence> sequences)
            throws IOException, InterruptedException, ExecutionException {
        var transcripts = new TreeMap<String, String>();
        for (int from = 0; from < sequences.size(); from += WAVE_MAX) {
            var wave = sequences.subList(from, Math.min(sequences.size(), from + WAVE_MAX));
            runWave(program, folder, wave, transcripts);
        }
        return transcripts;
    }

    private static void runWave(Path program, Path folder, List<Sequence> wave, SortedMap<String, String> transcripts)
            throws IOException, InterruptedException, ExecutionException {
        List<SequenceRun> started = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(wave.size());
        try {
            List<Callable<String>> runs = new ArrayList<>();
            for (Sequence sequence : wave) {
                Path own = Files.createDirectories(folder.resolve(sequence.name()));
                if (sequence.startLate()) {
                    runs.add(() -> runLate(sequence, program, own));
                } else {
                    var run = new SequenceRun(sequence, program, own);
                    started.add(run);
                    runs.add(() -> run.run(now()));
                }
            }
            started.forEach(SequenceRun::awaitReady);
            List<Future<String>> results = new ArrayList<>();
            for (Callable<String> run : runs) {
                results.add(threads.submit(run));
                Thread.sleep(STAGGER_MILLIS);
            }
            for (int i = 0; i < wave.size(); i++) {
                transcripts.put(wave.get(i).name(), results.get(i).get());
            }
        } finally {
            threads.shutdownNow();
            started.forEach(SequenceRun::close);
        }
    }

    private static String runLate(Sequence sequence, Path program, Path folder) throws InterruptedException {
        try (var run = new SequenceRun(sequence, program, folder).awaitReady()) {
            return run.run(now());
        }
    }

    /** Whole milliseconds, because the API shows no more. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
