package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the size of the live heap after a full collection, in each runtime's own way. */
final class LiveHeap {
    /** Last line of a class histogram: instances, bytes. */
    private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private static final Pattern GO_HEAP_ALLOC = Pattern.compile("(?m)^# HeapAlloc = (\\d+)");

    private LiveHeap() {}

    /** Through jcmd, whose histogram counts live objects only. */
    static long ofJvm(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return number(HISTOGRAM_TOTAL, histogram);
    }

    /** From the text of {@code /debug/pprof/heap?gc=1&debug=1}. */
    static long ofGo(String profile) throws IOException {
        return number(GO_HEAP_ALLOC, profile);
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in: " + text.substring(0, Math.min(200, text.length())));
        }
        return Long.parseLong(found.group(1));
    }
}
