package io.tocsin.core.template.function;

import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import io.tocsin.core.label.SearchPattern;
import java.util.LinkedHashMap;
import java.util.Map;

/** The patterns that the templates of one configuration used last: most are written in them and come again. Thread-safe. */
final class PatternCache {
    private static final int COUNT_MAX = 256;
    private static final int COST_MAX = 2_000;

    /** Guarded by itself: renderings run on several threads, and looking something up changes the order. */
    private final Map<String, SearchPattern> patterns = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SearchPattern> eldest) {
            return size() > COUNT_MAX;
        }
    };

    /** @throws InvalidPatternException in Go's words */
    SearchPattern get(String source) {
        SearchPattern known;
        synchronized (patterns) {
            known = patterns.get(source);
        }
        if (known != null) {
            return known;
        }
        SearchPattern compiled = SearchPattern.compile(source);
        if (compiled.cost() <= COST_MAX) {
            synchronized (patterns) {
                patterns.put(source, compiled);
            }
        }
        return compiled;
    }
}
