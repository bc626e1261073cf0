package io.tocsin.server.configuration;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of this machine. Thread-safe. */
public final class DiskFiles implements FileSource {
    /** Of {@code stat}'s mode. */
    private static final int FILE_TYPE = 0170000;

    private static final int PIPE = 0010000;

    /** More than any configuration or certificate has; a device such as {@code /dev/zero} has no end. */
    private static final int FILE_MAX_BYTES = 32 << 20;

    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    @Override
    public byte[] read(String path) throws IOException {
        if (path.indexOf('\0') >= 0) {
            throw new IOException("open " + path.replace("\0", "\\x00") + ": invalid argument");
        }
        if (Files.isDirectory(Path.of(path))) {
            throw new IOException("read " + path + ": is a directory");
        }
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] content = in.readNBytes(FILE_MAX_BYTES + 1);
            if (content.length > FILE_MAX_BYTES) {
                throw new IOException("it has more than " + FILE_MAX_BYTES + " bytes");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new IOException("open " + path + ": no such file or directory", e);
        } catch (AccessDeniedException e) {
            throw new IOException("open " + path + ": permission denied", e);
        } catch (IOException e) {
            throw new IOException("read " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isPipe(String path) {
        try {
            int mode = (Integer) Files.getAttribute(Path.of(path), "unix:mode");
            return (mode & FILE_TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException | InvalidPathException ignored) {
            return false;
        }
    }

    /** {@inheritDoc} A link that leads nowhere is there. */
    @Override
    public List<String> glob(PathGlob pattern) {
        if (pattern.isLiteral()) {
            return isThere(pattern.toString()) ? List.of(pattern.toString()) : List.of();
        }
        return pattern.folder().map(this::glob).orElse(List.of("")).stream()
                .flatMap(folder -> matching(folder, pattern.name()))
                .toList();
    }

    private static boolean isThere(String path) {
        boolean isPath = !path.isEmpty() && path.indexOf('\0') < 0;
        return isPath && Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }

    private static Stream<String> matching(String folder, PathGlob name) {
        String[] names = new File(folder.isEmpty() ? "." : folder).list();
        return names == null
                ? Stream.empty()
                : Arrays.stream(names)
                        .filter(name::matches)
                        .sorted(BY_BYTES)
                        .map(found -> Path.of(folder, found).toString());
    }
}
