package io.tocsin.server.configuration;

import io.tocsin.core.config.FileSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of this machine. Thread-safe. */
public final class DiskFiles implements FileSource {
    @Override
    public byte[] read(String path) throws IOException {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (NoSuchFileException e) {
            throw new IOException("open " + path + ": no such file or directory", e);
        } catch (AccessDeniedException e) {
            throw new IOException("open " + path + ": permission denied", e);
        } catch (IOException e) {
            throw new IOException("read " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> glob(String pattern) throws IOException {
        Path path = Path.of(pattern);
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> matching =
                    Files.newDirectoryStream(folder, path.getFileName().toString())) {
                matching.forEach(each -> found.add(each.toString()));
            }
        }
        found.sort(null);
        return found;
    }
}
