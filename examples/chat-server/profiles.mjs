// Where the host keeps its customers. A real shop puts a database behind these two methods: the packed bytes
// of most customers are below a kilobyte.
import { Profile } from 'sartor'

export class MemoryProfiles {
  #packed = new Map()

  /** The profile of a customer, new for one whom nobody knows. */
  get(customerId) {
    const bytes = this.#packed.get(customerId)
    return bytes ? Profile.fromBytes(bytes) : new Profile(customerId)
  }

  put(profile) {
    this.#packed.set(profile.customerId, profile.toBytes())
  }
}
