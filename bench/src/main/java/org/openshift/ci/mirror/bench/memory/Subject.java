package org.openshift.ci.mirror.bench.memory;

import java.io.IOException;
import java.util.List;
import org.openshift.ci.mirror.bench.images.CopyJob;

/** Mirrors images in a process of its own, whose memory is measured. */
public interface Subject {

  /** A short name, for the table. */
  String name();

  /**
   * Mirrors all images of a job.
   *
   * @param step the number of images between two readings
   */
  List<Reading> mirror(CopyJob job, int step) throws IOException, InterruptedException;
}
