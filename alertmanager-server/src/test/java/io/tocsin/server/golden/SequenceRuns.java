package io.tocsin.server.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Runs many sequences side by side, each against a process of its own. */
final class SequenceRuns {
    /** Starting costs more than anything that follows; many starts at a time would make the running sequences late. */
    private static final Semaphore STARTS = new Semaphore(2);

    private SequenceRuns() {}

    /**
     * The transcripts by the name of the sequence.
     *
     * @param atOnce how many processes may run at the same time; sequences mostly wait, so more than there are processors
     */
    static SortedMap<String, String> run(Path program, Path folder, List<Sequence> sequences, int atOnce)
            throws InterruptedException, ExecutionException {
        // The longest first, so that none is left alone at the end.
        List<Sequence> ordered = new ArrayList<>(sequences);
        ordered.sort(Comparator.comparing(Sequence::end).reversed());
        List<Callable<String>> runs = new ArrayList<>();
        for (Sequence sequence : ordered) {
            Path own = folder.resolve(sequence.name());
            runs.add(() -> run(new SequenceStart(program, own), sequence));
        }
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            var results = threads.invokeAll(runs);
            var transcripts = new TreeMap<String, String>();
            for (int i = 0; i < results.size(); i++) {
                transcripts.put(ordered.get(i).name(), results.get(i).get());
            }
            return transcripts;
        } finally {
            threads.shutdownNow();
        }
    }

    /** How the process of a sequence is started. */
    private record SequenceStart(Path program, Path folder) {
        SequenceRun of(Sequence sequence) throws IOException, InterruptedException {
            Files.createDirectories(folder);
            STARTS.acquire();
            try {
                return new SequenceRun(sequence, program, folder).awaitReady();
            } finally {
                STARTS.release();
            }
        }
    }

    private static String run(SequenceStart start, Sequence sequence) throws IOException, InterruptedException {
        try (var run = start.of(sequence)) {
            return run.run();
        }
    }
}
