package io.tocsin.evaluator.scrape;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.exposition.ExpositionParser;
import io.tocsin.evaluator.series.SampleSink.Handle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series of a target by the text in which it writes them, so that labels are read and changed once and not at every
 * scrape. Knows which series the last scrape had. Owned by the target's loop.
 *
 * <p>Targets say the same in the same order, so each series knows the one that followed it: what comes is compared with
 * that, and looked up only if it is another.
 *
 * @see "Upstream: scrape/scrape.go scrapeCache"
 */
final class SeriesCache {
    /** Failed scrapes may leave so many more than twice those of the last good one. */
    private static final int FAILED_MAX = 1000;

    private final Map<RawText, CachedSeries> series = new HashMap<>();
    private final RawText probe = new RawText();
    private final TextMemory.Share kept;
    private final TextMemory.Share dropped;

    /** Stands before the first series of an answer. */
    private final CachedSeries front = new CachedSeries(new byte[0], null);

    private CachedSeries last = front;

    /** The scrape that is being read. From 2, as 0 is never. */
    private long scrape = 2;

    private int seen;
    private int stillTracked;
    private int trackedBefore;
    private int tracked;
    private int sizeAfterSuccess;

    /** Series of the last scrape whose texts mean something else now. */
    private List<Handle> orphans = List.of();

    SeriesCache(TextMemory memory) {
        this.kept = new TextMemory.Share(memory.series(), memory.series().totalBytes() / TextMemory.SERIES_SHARE);
        this.dropped = new TextMemory.Share(memory.dropped(), memory.dropped().totalBytes() / TextMemory.OTHER_SHARE);
    }

    long scrape() {
        return scrape;
    }

    /** The raw text that is likely to come next. */
    byte[] expected() {
        CachedSeries next = last.next;
        return next == null || next.isForgotten ? ExpositionParser.NOTHING : next.bytes();
    }

    /** The series that the parser has just read; null if its text is new. */
    @Nullable
    CachedSeries find(ExpositionParser parser) {
        CachedSeries found = parser.isExpected() ? last.next : lookUp(parser);
        if (found != null) {
            follow(found);
        }
        return found;
    }

    private @Nullable CachedSeries lookUp(ExpositionParser parser) {
        probe.point(parser.bytes(), parser.seriesFrom(), parser.seriesTo());
        return series.get(probe);
    }

    @SuppressWarnings("ReferenceEquality") // Texts are equal only if they are the same.
    private void follow(CachedSeries found) {
        // Writing what is there already would have the collector look at all of them.
        if (last.next != found) {
            last.next = found;
        }
        last = found;
    }

    /**
     * Remembers a series that is stored.
     *
     * @throws ScrapeFailedException if there is no memory for its text
     */
    CachedSeries add(ExpositionParser parser, Handle handle) throws ScrapeFailedException {
        if (!kept.reserve(CachedSeries.memory(parser.seriesTo() - parser.seriesFrom()))) {
            throw new ScrapeFailedException("no memory for the texts of so many series: those of one target may take "
                    + kept.maxBytes() + " bytes, of all together twice as many; scrape fewer, or give the process more"
                    + " memory");
        }
        return added(parser, handle);
    }

    /**
     * Remembers that a series is dropped, so that it need not be found out again.
     *
     * @return null if there is no memory for its text
     */
    @Nullable
    CachedSeries addDropped(ExpositionParser parser) {
        return dropped.reserve(CachedSeries.memory(parser.seriesTo() - parser.seriesFrom()))
                ? added(parser, null)
                : null;
    }

    private void forget(CachedSeries one) {
        (one.handle() == null ? dropped : kept).release(one.memory());
        one.isForgotten = true;
        one.next = null;
    }

    private CachedSeries added(ExpositionParser parser, @Nullable Handle handle) {
        probe.point(parser.bytes(), parser.seriesFrom(), parser.seriesTo());
        CachedSeries added = new CachedSeries(probe.copy(), handle);
        series.put(added, added);
        follow(added);
        return added;
    }

    /** @return false if this scrape had it already */
    boolean see(CachedSeries one) {
        if (one.seenAt == scrape) {
            return false;
        }
        one.seenAt = scrape;
        seen++;
        return true;
    }

    /** Lets a series end when it is no longer exposed. */
    void track(CachedSeries one) {
        if (one.trackedAt != scrape) {
            one.track(scrape);
            tracked++;
            stillTracked += one.wasTracked ? 1 : 0;
        }
    }

    /** Series that the scrape before had and this one has not, whatever text they are written in. */
    List<Handle> disappeared() {
        if (stillTracked == trackedBefore && orphans.isEmpty()) {
            return List.of();
        }
        List<Handle> gone = new ArrayList<>(orphans);
        for (CachedSeries one : series.values()) {
            if (one.trackedAt == scrape - 1 && one.handle() != null) {
                gone.add(one.handle());
            }
        }
        Set<Labels> stillThere = new HashSet<>();
        gone.forEach(handle -> stillThere.add(handle.labels()));
        stillThere.retainAll(exposed(stillThere));
        gone.removeIf(handle -> stillThere.contains(handle.labels()));
        return gone;
    }

    private Set<Labels> exposed(Set<Labels> wanted) {
        Set<Labels> exposed = new HashSet<>();
        for (CachedSeries one : series.values()) {
            Handle handle = one.handle();
            if (handle != null && one.trackedAt == scrape && wanted.contains(handle.labels())) {
                exposed.add(handle.labels());
            }
        }
        return exposed;
    }

    /** All series that the scrape before had. */
    List<Handle> exposedBefore() {
        List<Handle> before = new ArrayList<>(orphans);
        for (CachedSeries one : series.values()) {
            if (one.handle() != null && one.wasTrackedBefore(scrape)) {
                before.add(one.handle());
            }
        }
        return before;
    }

    /** Ends a scrape that has been taken; forgets what it did not have. */
    void succeed() {
        if (seen < series.size()) {
            forgetUnseen();
        }
        sizeAfterSuccess = series.size();
        trackedBefore = tracked;
        orphans = List.of();
        scrape++;
        restart();
    }

    /** Ends a scrape that has failed; no series is exposed after it. */
    void fail() {
        long most = 2L * sizeAfterSuccess + FAILED_MAX;
        if (series.size() > most) {
            forgetUnseen();
        }
        if (series.size() > most) {
            clear();
        }
        trackedBefore = 0;
        orphans = List.of();
        // One is left out, so that what this one tracked is not what the next compares with.
        scrape += 2;
        restart();
    }

    private void restart() {
        last = front;
        seen = 0;
        stillTracked = 0;
        tracked = 0;
    }

    private void forgetUnseen() {
        series.values().removeIf(one -> {
            boolean isUnseen = one.seenAt != scrape;
            if (isUnseen) {
                forget(one);
            }
            return isUnseen;
        });
    }

    /** Forgets everything: nothing is scraped any more. */
    void clear() {
        series.values().forEach(this::forget);
        series.clear();
        front.next = null;
    }

    /** Forgets what texts mean, but not which series there are: they end unless the next scrape has them. */
    void reinterpret() {
        orphans = exposedBefore();
        clear();
        trackedBefore = 0;
        restart();
    }
}
