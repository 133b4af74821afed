package org.openshift.ci.mirror.bench.memory;

import java.io.IOException;
import java.util.List;
import org.openshift.ci.mirror.bench.images.CopyJob;

/** Something that mirrors images in a process of its own, whose memory is watched. */
public interface Subject {

  /** A short name, for the table. */
  String name();

  /**
   * Mirrors all images of a job.
   *
   * @param step a reading is taken after so many images
   */
  List<Reading> mirror(CopyJob job, int step) throws IOException, InterruptedException;
}
