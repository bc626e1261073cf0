package io.tocsin.evaluator.discovery;

import io.tocsin.core.config.PathGlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Files of targets in memory. */
final class MemoryFiles implements TargetFiles {
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, Integer> versions = new TreeMap<>();
    private final Set<String> refused = new HashSet<>();

    void put(String path, String text) {
        texts.put(path, text);
        versions.merge(path, 1, Integer::sum);
    }

    void changeSilently(String path, String text) {
        texts.put(path, text);
    }

    void remove(String path) {
        texts.remove(path);
    }

    void refuse(String path) {
        refused.add(path);
    }

    @Override
    public byte[] read(String path) throws IOException {
        String text = texts.get(path);
        if (text == null || refused.contains(path)) {
            throw new IOException(path + ": permission denied");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> glob(PathGlob pattern) {
        return texts.keySet().stream().filter(pattern::matches).toList();
    }

    @Override
    public String stateOf(String path) throws IOException {
        if (refused.contains(path)) {
            throw new IOException(path + ": permission denied");
        }
        return String.valueOf(versions.get(path));
    }
}
