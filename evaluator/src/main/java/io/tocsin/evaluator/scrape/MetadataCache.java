package io.tocsin.evaluator.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.evaluator.exposition.ExpositionParser;
import io.tocsin.evaluator.exposition.ExpositionParser.Entry;
import io.tocsin.evaluator.exposition.MetricType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a target says of its metrics, kept for some scrapes after it no longer says so. Written by the target's loop alone;
 * {@link #snapshot} may be asked on any thread.
 */
final class MetadataCache {
    /** Scrapes for which metadata outlives its metric. */
    private static final int SCRAPES_KEPT = 10;

    /** Failed scrapes may leave so many more than twice those of the last good one. */
    private static final int FAILED_MAX = 1000;

    /** Metrics of one target of which something is kept. Deviation D-347: the original has no limit. */
    static final int METRICS_MAX = 10_000;

    /** Bytes that what is kept of one target may take, less in a small process. */
    private static final long BYTES_MAX = 2L << 20;

    private final TextMemory.Share memory;
    private int leftOut;
    private final Map<RawText, Known> metrics = new HashMap<>();
    private final RawText probe = new RawText();
    private boolean isChanged;
    private int sizePublished;

    /** Replaced as a whole, so that readers on other threads see all of it. */
    private volatile List<MetricMetadata> snapshot = List.of();

    MetadataCache(TextMemory memory) {
        this.memory = new TextMemory.Share(
                memory.metadata(), Math.min(BYTES_MAX, memory.metadata().totalBytes() / TextMemory.OTHER_SHARE));
    }

    List<MetricMetadata> snapshot() {
        return snapshot;
    }

    /** Takes what the parser has just read, as far as there is memory for it. */
    void add(Entry entry, ExpositionParser parser, long scrape) {
        probe.point(parser.bytes(), parser.metricFrom(), parser.metricTo());
        Known known = metrics.get(probe);
        if (known == null) {
            if (metrics.size() >= METRICS_MAX || !memory.reserve(Known.memory(probe.length()))) {
                leftOut++;
                return;
            }
            known = new Known(probe.copy());
            metrics.put(known, known);
            isChanged = true;
        }
        known.seenAt = scrape;
        long more = known.memoryFor(entry, parser);
        if (more > 0 && !memory.reserve(more)) {
            leftOut++;
            return;
        }
        if (more < 0) {
            memory.release(-more);
        }
        isChanged |= known.take(entry, parser);
    }

    /** Lines that were not kept since this was last asked. */
    int takeLeftOut() {
        int lines = leftOut;
        leftOut = 0;
        return lines;
    }

    /** Forgets everything. */
    void clear() {
        metrics.values().forEach(known -> memory.release(known.memory()));
        metrics.clear();
        snapshot = List.of();
        sizePublished = 0;
        isChanged = false;
    }

    /** Keeps scrapes that fail from leaving ever more. */
    void limit(long scrape) {
        if (metrics.size() > 2L * sizePublished + FAILED_MAX) {
            publish(scrape);
        }
    }

    /** Forgets what has not been said for long, and shows the rest. */
    void publish(long scrape) {
        isChanged |= metrics.values().removeIf(known -> {
            boolean isOver = scrape - known.seenAt > SCRAPES_KEPT;
            if (isOver) {
                memory.release(known.memory());
            }
            return isOver;
        });
        if (isChanged) {
            snapshot = metrics.values().stream()
                    .map(Known::metadata)
                    .sorted(Comparator.comparing(MetricMetadata::metric))
                    .toList();
            isChanged = false;
            sizePublished = metrics.size();
        }
    }

    private static final class Known extends RawText {
        private MetricType type = MetricType.UNKNOWN;
        private byte[] help = {};
        private byte[] unit = {};
        private String helpText = "";
        private long seenAt;

        /** Of an entry without its texts: this, its place in the map, what is shown of it. Bytes, roughly. */
        private static final int OVERHEAD_BYTES = 300;

        /** Each text is there as it came, and as it is shown. */
        private static final int COPIES = 2;

        Known(byte[] name) {
            super(name);
        }

        static long memory(int nameLength) {
            return OVERHEAD_BYTES + (long) COPIES * nameLength;
        }

        long memory() {
            return memory(bytes().length) + COPIES * ((long) help.length + unit.length);
        }

        /** What it takes more, or less if negative, once it has taken what the parser has read. */
        long memoryFor(Entry entry, ExpositionParser parser) {
            if (entry == Entry.TYPE) {
                return 0;
            }
            int length = parser.textTo() - parser.textFrom();
            return (long) COPIES * (length - (entry == Entry.HELP ? help.length : unit.length));
        }

        /** @return whether anything is new */
        boolean take(Entry entry, ExpositionParser parser) {
            return switch (entry) {
                case TYPE -> takeType(parser.type());
                case HELP -> takeHelp(parser);
                case UNIT -> takeUnit(parser);
                case SERIES, END -> throw new IllegalArgumentException("entry: " + entry + " (expected: metadata)");
            };
        }

        private boolean takeType(MetricType said) {
            boolean isNew = type != said;
            type = said;
            return isNew;
        }

        private boolean takeHelp(ExpositionParser parser) {
            if (Arrays.equals(help, 0, help.length, parser.bytes(), parser.textFrom(), parser.textTo())) {
                return false;
            }
            help = Arrays.copyOfRange(parser.bytes(), parser.textFrom(), parser.textTo());
            helpText = parser.text();
            return true;
        }

        private boolean takeUnit(ExpositionParser parser) {
            if (Arrays.equals(unit, 0, unit.length, parser.bytes(), parser.textFrom(), parser.textTo())) {
                return false;
            }
            unit = Arrays.copyOfRange(parser.bytes(), parser.textFrom(), parser.textTo());
            return true;
        }

        MetricMetadata metadata() {
            return new MetricMetadata(new String(bytes(), UTF_8), type, helpText, new String(unit, UTF_8));
        }
    }
}
