package io.tocsin.notifiers.http;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files for tests. Thread-safe. */
public final class InMemoryFiles implements FileSource {
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    public void put(String path, String text) {
        texts.put(path, text);
    }

    @Override
    public byte[] read(String path) throws IOException {
        String text = texts.get(path);
        if (text == null) {
            throw new IOException("open " + path + ": no such file or directory");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> glob(PathGlob pattern) {
        return List.of();
    }
}
