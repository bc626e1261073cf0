package io.tocsin.server.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.h2.mvstore.MVStoreException;

/** Says why something could not be done with a file; half of Java's own messages are the path alone. */
public final class DiskFailure {
    private DiskFailure() {}

    /** The reason at the bottom of {@code thrown}, in words for operators. */
    public static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof FileSystemException failure) {
            return reason(failure);
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** The same as what a file system would have thrown. */
    static IOException asIo(MVStoreException e) {
        return e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }

    private static String reason(FileSystemException failure) {
        String reason = failure.getReason();
        if (reason != null) {
            return reason;
        } else if (failure instanceof AccessDeniedException) {
            return "permission denied at " + failure.getFile();
        } else if (failure instanceof NoSuchFileException) {
            return "there is no " + failure.getFile();
        } else if (failure instanceof FileAlreadyExistsException) {
            return "there is something else of that name, which is no directory";
        }
        return String.valueOf(failure.getMessage());
    }
}
