package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files as they were when they were read, to tell when one of them has changed. Compares what they hold: times and sizes of
 * files lie on some file systems, and these files are small. Not thread-safe.
 */
final class WatchedFiles implements FileSource {
    private static final byte[] UNREADABLE = new byte[0];

    private final FileSource files;
    private final Map<String, byte[]> seen = new LinkedHashMap<>();

    WatchedFiles(FileSource files) {
        this.files = requireNonNull(files, "files");
    }

    @Override
    public byte[] read(String path) throws IOException {
        seen.put(path, UNREADABLE);
        if (files.isPipe(path)) {
            throw new IOException("open " + path + ": is a pipe, which cannot be watched; write a file");
        }
        byte[] bytes = files.read(path);
        seen.put(path, bytes);
        return bytes;
    }

    @Override
    public List<String> glob(PathGlob pattern) {
        return files.glob(pattern);
    }

    /** Whether a file that was read, or could not be, is another one now. */
    boolean haveChanged() {
        return seen.entrySet().stream().anyMatch(each -> !Arrays.equals(each.getValue(), now(each.getKey())));
    }

    private byte[] now(String path) {
        try {
            // Reading a pipe waits for a writer, who may never come.
            return files.isPipe(path) ? UNREADABLE : files.read(path);
        } catch (IOException e) {
            return UNREADABLE;
        }
    }
}
